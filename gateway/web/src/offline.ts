import { KeptList } from "./offline/kept-list";

customElements.define("hub-kept", KeptList);
