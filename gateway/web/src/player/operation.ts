import { number } from "../messages/amounts";
import { t } from "../messages/words";
import type { Film } from "./film";
import type { Keyboard } from "./keys";
import { FASTEST, SLOWEST } from "./rates";

/** What else the keys reach: the window around the film. */
export interface Surroundings {
  controller: HTMLElement | null;
  canDescribe: boolean;
  canSign: boolean;
  showHelp(): void;
  /** Says to a screen reader what a key did. */
  announce(text: string): void;
}

/** Does what the keys and switches ask. */
export class Operation implements Keyboard {
  constructor(private readonly film: Film, private readonly around: Surroundings) {}

  togglePlay(): void {
    this.film.togglePlay();
  }

  seekBy(seconds: number): void {
    this.seekTo(this.film.video.currentTime + seconds);
  }

  seekToPart(part: number): void {
    this.seekTo(part * this.film.video.duration);
  }

  changeVolume(by: number): void {
    const { video } = this.film;
    video.muted = false;
    video.volume = Math.max(0, Math.min(1, video.volume + by));
    this.around.announce(t("Lautstärke %(volume)s Prozent", { volume: Math.round(video.volume * 100) }));
  }

  toggleMute(): void {
    const { video } = this.film;
    video.muted = !video.muted;
    this.around.announce(video.muted ? t("Ton aus") : t("Ton an"));
  }

  changeRate(by: number): void {
    const { video } = this.film;
    video.playbackRate = Math.max(SLOWEST, Math.min(FASTEST, video.playbackRate + by));
    this.around.announce(t("Geschwindigkeit %(rate)s", { rate: number(video.playbackRate) }));
  }

  toggleCaptions(): void {
    const { captions } = this.film;
    if (captions.chosen === null) return;
    captions.show(!captions.shown);
    this.around.announce(captions.shown ? t("Untertitel an") : t("Untertitel aus"));
  }

  toggleDescription(): void {
    if (!this.around.canDescribe) return;
    this.film.describe(!this.film.described);
    void this.film.prepare();
    this.around.announce(this.film.described ? t("Audiodeskription an") : t("Audiodeskription aus"));
  }

  toggleSigning(): void {
    if (!this.around.canSign) return;
    this.film.sign(!this.film.signed);
    this.around.announce(this.film.signed ? t("Gebärdensprache an") : t("Gebärdensprache aus"));
  }

  toggleFullscreen(): void {
    this.toggle("mediaisfullscreen", "fullscreen");
  }

  togglePip(): void {
    this.toggle("mediaispip", "pip");
  }

  showHelp(): void {
    this.around.showHelp();
  }

  private seekTo(seconds: number): void {
    if (Number.isFinite(seconds)) this.film.video.currentTime = Math.max(0, seconds);
  }

  /** The base keeps these states, and knows each browser's way there. */
  private toggle(state: string, name: string): void {
    const { controller } = this.around;
    const step = controller?.hasAttribute(state) === true ? "exit" : "enter";
    controller?.dispatchEvent(new CustomEvent(`media${step}${name}request`));
  }
}
