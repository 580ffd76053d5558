// Plays a film in one of the players and keeps a record of what happened.

const record = { errors: [], stalls: [], ended: false, player: null };

function watch(video) {
  let waitingSince = null;
  let begun = false;
  video.addEventListener("playing", () => {
    if (begun && waitingSince !== null) record.stalls.push(performance.now() - waitingSince);
    begun = true;
    waitingSince = null;
  });
  video.addEventListener("waiting", () => (waitingSince = performance.now()));
  video.addEventListener("seeking", () => (begun = false));
  video.addEventListener("ended", () => (record.ended = true));
  video.addEventListener("error", () => record.errors.push(String(video.error?.message)));
}

// A film that ends for now, until more of it is made, stalls there; and who seeks or changes the
// size lets go of what was being read. Neither is a failure.
const HARMLESS = ["bufferStalledError", "aborted"];

const open = {
  async hls(video, url, { captions }) {
    const hls = new Hls({ enableWorker: false, startPosition: 0, maxMaxBufferLength: 600, maxBufferLength: 120 });
    hls.on(Hls.Events.ERROR, (_, { details, fatal }) => {
      if (fatal || !HARMLESS.includes(details)) record.errors.push(details);
    });
    const parsed = new Promise((done) => hls.once(Hls.Events.MANIFEST_PARSED, done));
    hls.loadSource(url);
    hls.attachMedia(video);
    await parsed;
    record.sizes = hls.levels.filter((level) => level.height).map((level) => `${level.width}x${level.height}`);
    record.captions = hls.subtitleTracks.length;
    if (captions) hls.subtitleTrack = 0;
    record.player = { gaps: () => 0, close: () => hls.destroy() };
  },

  async shaka(video, url, { captions, growing }) {
    shaka.polyfill.installAll();
    const player = new shaka.Player();
    player.addEventListener("error", (event) => record.errors.push(`shaka ${event.detail.code}`));
    // If it changes to a size it has not had before just after the last of the film was made, it
    // takes the film for finished and forgets to ask for the rest of the sound.
    player.configure({ abr: { enabled: !growing } });
    player.configure({ streaming: { bufferingGoal: 120, bufferBehind: 600 } });
    await player.attach(video);
    await player.load(url, 0);
    const sizes = player.getVariantTracks().filter((track) => track.height);
    record.sizes = [...new Set(sizes.map((track) => `${track.width}x${track.height}`))];
    const texts = player.getTextTracks();
    record.captions = texts.length;
    if (captions) await player.selectTextTrack(texts[0]);
    record.player = { gaps: () => player.getStats().gapsJumped, close: () => player.destroy() };
  },

  async file(video, url) {
    video.src = url;
    Object.assign(record, { sizes: [], captions: 0 });
    record.player = { gaps: () => 0, close: () => {} };
  },
};

async function begin(player, url, options) {
  const video = document.querySelector("video");
  watch(video);
  await open[player](video, url, options);
}

function look() {
  const video = document.querySelector("video");
  const cues = [...video.textTracks].flatMap((track) => [...(track.cues ?? [])]);
  return {
    at: video.currentTime,
    seconds: video.duration,
    ended: record.ended,
    seeking: video.seeking,
    errors: record.errors,
    stalls: record.stalls,
    sizes: record.sizes,
    captions: record.captions,
    cues: cues.map((cue) => [cue.startTime, cue.text]),
    gaps: record.player?.gaps() ?? 0,
    buffered: [...Array(video.buffered.length)].map((_, at) => [video.buffered.start(at), video.buffered.end(at)]),
    heard: video.webkitAudioDecodedByteCount,
    seen: video.webkitVideoDecodedByteCount,
  };
}
