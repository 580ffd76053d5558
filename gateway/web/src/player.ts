import { speak } from "./messages/words";
import { CaptionLines } from "./player/caption-lines";
import { HubPlayer } from "./player/hub-player";
import { Transcript } from "./player/transcript";

void speak().then(() => {
  customElements.define("caption-lines", CaptionLines);
  customElements.define("hub-transcript", Transcript);
  customElements.define("hub-player", HubPlayer);
});
