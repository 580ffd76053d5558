import "./styles/site.css";

import { speak } from "./messages/words";
import { offerCopying } from "./site/copy";
import { submitOnce } from "./site/forms";
import { HubSuggest } from "./site/hub-suggest";

submitOnce(document);
void speak().then(() => {
  offerCopying(document);
  customElements.define("hub-suggest", HubSuggest);
});
