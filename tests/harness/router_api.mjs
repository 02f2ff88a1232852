// Asks a simulated router directly, past the exporter: the API in a few lines, words under 128 bytes only.
import {connect} from 'node:net';

export class RouterApi {
  // Logs in and sends one command; its rows pile up in `rows` until close().
  static async follow(router, command) {
    const api = new RouterApi();
    api.rows = [];
    api.received = Buffer.alloc(0);
    api.words = [];
    api.socket = connect(router.port, router.address);
    api.socket.on('data', (data) => api.take(data));
    api.socket.on('error', (error) => (api.failure = error));
    api.send(['/login', '=name=mikroscope', '=password=s3cret']);
    api.send(command);
    return api;
  }

  send(words) {
    const parts = words.map((word) => Buffer.concat([Buffer.from([word.length]), Buffer.from(word)]));
    this.socket.write(Buffer.concat([...parts, Buffer.from([0])]));
  }

  take(data) {
    this.received = Buffer.concat([this.received, data]);
    while (this.received.length > this.received[0]) {
      const length = this.received[0];
      if (length > 127) throw new Error('a word of 128 bytes or more');
      if (length > 0) this.words.push(this.received.toString('utf8', 1, length + 1));
      else this.sentence(this.words.splice(0));
      this.received = this.received.subarray(length + 1);
    }
  }

  sentence([kind, ...attributes]) {
    if (kind === '!trap' || kind === '!fatal') this.failure = new Error(`${kind} ${attributes}`);
    if (kind === '!re') this.rows.push(Object.fromEntries(attributes.map((a) => a.slice(1).split(/=(.*)/s, 2))));
  }

  // The rows so far; throws what went wrong.
  seen() {
    if (this.failure) throw this.failure;
    return this.rows;
  }

  close() {
    this.socket.destroy();
  }
}
