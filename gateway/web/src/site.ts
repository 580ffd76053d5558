import "./styles/site.css";

import { offerCopying } from "./site/copy";
import { submitOnce } from "./site/forms";
import { HubSuggest } from "./site/hub-suggest";

offerCopying(document);
submitOnce(document);
customElements.define("hub-suggest", HubSuggest);
