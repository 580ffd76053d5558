import "./later-controls";

import { ChaptersPanel } from "./chapters-panel";
import { HelpPanel } from "./help-panel";
import { SettingsPanel } from "./settings-panel";
import { SharePanel } from "./share-panel";
import { SignPicture } from "./sign-picture";

export { panels } from "./panels";

// Only who watches needs these: they are loaded then.
customElements.define("sign-picture", SignPicture);
customElements.define("chapters-panel", ChaptersPanel);
customElements.define("settings-panel", SettingsPanel);
customElements.define("share-panel", SharePanel);
customElements.define("help-panel", HelpPanel);
