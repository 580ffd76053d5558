import { speak } from "./messages/words";
import { HubSteps } from "./steps/hub-steps";

void speak().then(() => { customElements.define("hub-steps", HubSteps); });
