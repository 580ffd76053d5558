import { CaptionsProgress } from "./redaktion/captions-progress";
import { VideoProgress } from "./redaktion/video-progress";
import { VideoUpload } from "./redaktion/video-upload";

customElements.define("captions-progress", CaptionsProgress);
customElements.define("video-progress", VideoProgress);
customElements.define("video-upload", VideoUpload);
