import { HubPlayer } from "./player/hub-player";

customElements.define("hub-player", HubPlayer);
