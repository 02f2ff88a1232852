// The protocol by hand, for what a client library hides: sentences as they are on the wire.
import net from 'node:net';
import tls from 'node:tls';
import {once} from 'node:events';

function word(text) {
  const bytes = Buffer.from(text, 'latin1');
  if (bytes.length < 0x80) return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  return Buffer.concat([Buffer.from([0x80 | (bytes.length >> 8), bytes.length & 0xff]), bytes]);
}

export class Wire {
  constructor(socket) {
    this.socket = socket;
    this.received = Buffer.alloc(0);
    this.ended = false;
    this.waiting = () => {};
    socket.on('data', (bytes) => {
      this.received = Buffer.concat([this.received, bytes]);
      this.waiting();
    });
    for (const event of ['end', 'close', 'error'])
      socket.on(event, () => {
        this.ended = true;
        this.waiting();
      });
  }

  static async connect({address, port}) {
    const socket = net.connect(port, address);
    await once(socket, 'connect');
    return new Wire(socket);
  }

  static async secure({address, tls_port: port}, options) {
    const socket = tls.connect({host: address, port, ...options});
    const wire = new Wire(socket);
    await once(socket, 'secureConnect');
    return wire;
  }

  async login(name = 'admin', password = '') {
    return this.ask('/login', `=name=${name}`, `=password=${password}`);
  }

  say(...words) {
    this.socket.write(Buffer.concat([...words.map(word), Buffer.from([0])]));
  }

  // Everything up to the first !done or !fatal.
  async ask(...words) {
    this.say(...words);
    return this.until((s) => s[0] === '!done' || s[0] === '!fatal');
  }

  async until(last) {
    const sentences = [];
    do sentences.push(await this.sentence());
    while (!last(sentences.at(-1)));
    return sentences;
  }

  async sentence() {
    const words = [];
    for (;;) {
      const next = await this.word();
      if (next === '' && words.length > 0) return words;
      if (next !== '') words.push(next);
    }
  }

  async word() {
    const first = (await this.bytes(1))[0];
    if (first < 0x80) return (await this.bytes(first)).toString('latin1');
    if (first >= 0xf8) throw new Error('control byte');
    const more = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    let length = first & [0, 0x3f, 0x1f, 0x0f, 0][more];
    for (const byte of await this.bytes(more)) length = length * 256 + byte;
    return (await this.bytes(length)).toString('latin1');
  }

  async bytes(count) {
    while (this.received.length < count) {
      if (this.ended) throw new Error('the connection ended');
      await new Promise((resolve) => (this.waiting = resolve));
    }
    const taken = this.received.subarray(0, count);
    this.received = this.received.subarray(count);
    return taken;
  }

  async end() {
    while (!this.ended) await new Promise((resolve) => (this.waiting = resolve));
    return this.received;
  }

  close() {
    this.socket.destroy();
  }
}

// "=name=value" words of a row as an object.
export function properties(sentence) {
  return Object.fromEntries(sentence.filter((w) => w.startsWith('=')).map((w) => {
    const split = w.indexOf('=', 1);
    return [w.slice(1, split), w.slice(split + 1)];
  }));
}
