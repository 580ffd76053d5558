import { HubSteps } from "./steps/hub-steps";

customElements.define("hub-steps", HubSteps);
