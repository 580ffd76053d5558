import MediaChromeButton from "media-chrome/dist/media-chrome-button.js";
import MediaControlBar from "media-chrome/dist/media-control-bar.js";
import MediaController from "media-chrome/dist/media-controller.js";
import MediaFullscreenButton from "media-chrome/dist/media-fullscreen-button.js";
import MediaGestureReceiver from "media-chrome/dist/media-gesture-receiver.js";
import MediaLoadingIndicator from "media-chrome/dist/media-loading-indicator.js";
import MediaMuteButton from "media-chrome/dist/media-mute-button.js";
import MediaPipButton from "media-chrome/dist/media-pip-button.js";
import MediaPlayButton from "media-chrome/dist/media-play-button.js";
import MediaPreviewChapterDisplay from "media-chrome/dist/media-preview-chapter-display.js";
import MediaPreviewThumbnail from "media-chrome/dist/media-preview-thumbnail.js";
import MediaPreviewTimeDisplay from "media-chrome/dist/media-preview-time-display.js";
import MediaSeekBackwardButton from "media-chrome/dist/media-seek-backward-button.js";
import MediaSeekForwardButton from "media-chrome/dist/media-seek-forward-button.js";
import MediaTimeDisplay from "media-chrome/dist/media-time-display.js";
import MediaTimeRange from "media-chrome/dist/media-time-range.js";
import MediaTooltip from "media-chrome/dist/media-tooltip.js";
import MediaVolumeRange from "media-chrome/dist/media-volume-range.js";

interface Control {
  getTemplateHTML(attributes: Record<string, string>, props?: object): string;
}

/** Every element that the player shows; the build hashes their styles for the security policy. */
export const controls = [
  MediaChromeButton,
  MediaControlBar,
  MediaController,
  MediaFullscreenButton,
  MediaGestureReceiver,
  MediaLoadingIndicator,
  MediaMuteButton,
  MediaPipButton,
  MediaPlayButton,
  MediaPreviewChapterDisplay,
  MediaPreviewThumbnail,
  MediaPreviewTimeDisplay,
  MediaSeekBackwardButton,
  MediaSeekForwardButton,
  MediaTimeDisplay,
  MediaTimeRange,
  MediaTooltip,
  MediaVolumeRange,
] as unknown as readonly Control[];
