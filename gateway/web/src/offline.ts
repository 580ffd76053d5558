import { speak } from "./messages/words";
import { KeptList } from "./offline/kept-list";

void speak().then(() => { customElements.define("hub-kept", KeptList); });
