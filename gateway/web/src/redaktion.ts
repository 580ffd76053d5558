import { VideoProgress } from "./redaktion/video-progress";

customElements.define("video-progress", VideoProgress);
