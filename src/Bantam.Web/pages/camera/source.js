// Where pictures come from: the camera, a file, the sample.

/** Why there is no camera, as a sentence. */
export function cameraSentence(error) {
  const elsewhere = "A picture works without a camera.";
  switch (error.name) {
    case "InsecureContextError":
      return `Browsers give the camera to secure pages only: open this one over https, or at localhost. ${elsewhere}`;
    case "NotAllowedError":
      return `The camera is not allowed for this page. Allow it in the browser's address bar and start it again. ${elsewhere}`;
    case "NotFoundError":
    case "OverconstrainedError":
      return `No camera was found. ${elsewhere}`;
    case "NotReadableError":
      return `The camera cannot be used; another program may have it. ${elsewhere}`;
    default:
      return `The camera did not start: ${error.message} ${elsewhere}`;
  }
}

/** The camera of the device, shown in a <video>. */
export class Camera {
  #video;
  #stream = null;
  #turn = 0; // starts and stops so far

  /** onEnd is called when the camera goes away by itself, as when it is unplugged. */
  constructor(video, onEnd) {
    this.#video = video;
    this.onEnd = onEnd;
  }

  get isOn() {
    return this.#stream !== null;
  }

  /** Whether it looks at who holds the device; of a camera that does not say, as on desktops, that is assumed. */
  get facesUser() {
    return this.#stream?.getVideoTracks()[0].getSettings().facingMode !== "environment";
  }

  get deviceId() {
    return this.#stream?.getVideoTracks()[0].getSettings().deviceId;
  }

  /** Resolves to whether it is on: another start or a stop may come before the camera does. */
  async start(deviceId) {
    if (!navigator.mediaDevices?.getUserMedia) throw Object.assign(new Error(), { name: "InsecureContextError" });
    this.stop();
    const mine = this.#turn;
    const wanted = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: "user" };
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false, video: { ...wanted, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    if (mine !== this.#turn) {
      for (const track of stream.getTracks()) track.stop();
      return false;
    }
    this.#stream = stream;
    stream.getVideoTracks()[0].addEventListener("ended", () => {
      if (this.#stream !== stream) return;
      this.stop();
      this.onEnd();
    });
    this.#video.srcObject = stream;
    await this.#video.play();
    return mine === this.#turn;
  }

  stop() {
    this.#turn++;
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.#video.srcObject = null;
  }

  /** All cameras; they have names once one of them was allowed. */
  static async list() {
    const devices = await navigator.mediaDevices?.enumerateDevices?.() ?? [];
    return devices.filter(({ kind, deviceId }) => kind === "videoinput" && deviceId);
  }

  /** Whether the camera was allowed before, so that it may start unasked. */
  static async isAllowed() {
    try {
      return (await navigator.permissions.query({ name: "camera" })).state === "granted";
    } catch {
      return false; // some browsers do not say
    }
  }
}

/** A picture in a file, upright. */
export async function pictureOf(file) {
  try {
    return await createImageBitmap(file);
  } catch {
    throw new Error(`${file.name || "This"} is not a picture that this browser can read.`);
  }
}
