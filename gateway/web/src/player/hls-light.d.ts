/** The light build has the same interface without subtitles, alternate audio and encryption. */
declare module "hls.js/light" {
  export { default } from "hls.js";
}
