import { N_, type Text } from "../messages/words";

export type Failure = "gone" | "network" | "media" | "script";

/** What a viewer is told, and whether trying again can help. */
export const FAILURES: Readonly<Record<Failure, { text: Text; retry: boolean }>> = {
  gone: {
    text: N_("Das Video liegt nicht mehr an dieser Stelle. Vielleicht wurde es ersetzt oder zurückgezogen. Bitte laden Sie die Seite neu."),
    retry: false,
  },
  network: {
    text: N_("Die Verbindung ist abgebrochen. Bitte prüfen Sie Ihr Netz und versuchen Sie es noch einmal."),
    retry: true,
  },
  media: {
    text: N_("Ihr Browser kann das Video nicht abspielen. Versuchen Sie es noch einmal, oder laden Sie es herunter und öffnen Sie es mit einem anderen Programm."),
    retry: true,
  },
  script: {
    text: N_("Das Abspielprogramm konnte nicht geladen werden. Bitte prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal."),
    retry: true,
  },
};

/** The failure that an HTTP status stands for; a request without an answer has none. */
export function failureOf(status: number | undefined): Failure {
  return status !== undefined && [403, 404, 410].includes(status) ? "gone" : "network";
}

const DECODING = [MediaError.MEDIA_ERR_DECODE, MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED];

/** The failure that the browser itself reports of a video. */
export function failureIn(video: HTMLVideoElement): Failure {
  return DECODING.some((code) => code === video.error?.code) ? "media" : "network";
}
