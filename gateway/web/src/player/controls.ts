import MediaChromeButton from "media-chrome/dist/media-chrome-button.js";
import MediaControlBar from "media-chrome/dist/media-control-bar.js";
import MediaController from "media-chrome/dist/media-controller.js";
import MediaFullscreenButton from "media-chrome/dist/media-fullscreen-button.js";
import MediaMuteButton from "media-chrome/dist/media-mute-button.js";
import MediaPipButton from "media-chrome/dist/media-pip-button.js";
import MediaPlayButton from "media-chrome/dist/media-play-button.js";
import MediaSeekBackwardButton from "media-chrome/dist/media-seek-backward-button.js";
import MediaSeekForwardButton from "media-chrome/dist/media-seek-forward-button.js";
import MediaTimeDisplay from "media-chrome/dist/media-time-display.js";
import MediaTimeRange from "media-chrome/dist/media-time-range.js";
import MediaVolumeRange from "media-chrome/dist/media-volume-range.js";

export interface Control {
  getTemplateHTML(attributes: Record<string, string>, props?: object): string;
}

/** The elements that the player shows at once; the build hashes their styles for the security policy. */
export const controls = [
  MediaChromeButton,
  MediaControlBar,
  MediaController,
  MediaFullscreenButton,
  MediaMuteButton,
  MediaPipButton,
  MediaPlayButton,
  MediaSeekBackwardButton,
  MediaSeekForwardButton,
  MediaTimeDisplay,
  MediaTimeRange,
  MediaVolumeRange,
] as unknown as readonly Control[];
