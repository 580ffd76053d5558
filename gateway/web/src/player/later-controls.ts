import MediaLoadingIndicator from "media-chrome/dist/media-loading-indicator.js";
import MediaPreviewChapterDisplay from "media-chrome/dist/media-preview-chapter-display.js";
import MediaPreviewThumbnail from "media-chrome/dist/media-preview-thumbnail.js";
import MediaPreviewTimeDisplay from "media-chrome/dist/media-preview-time-display.js";

import type { Control } from "./controls";

/** The elements that nobody sees before a film is loading or somebody points at its time. */
export const laterControls = [
  MediaLoadingIndicator,
  MediaPreviewChapterDisplay,
  MediaPreviewThumbnail,
  MediaPreviewTimeDisplay,
] as unknown as readonly Control[];
