// Compressed messages on the library `ws`: sends many and compares their echoes, or echoes them.
//
//     node deflate.mjs client ws://localhost:8080/echo '{"offers": [{...}], "sizes": [16, 1024], "messages": 100}'
//     node deflate.mjs server '{"answer": {...}}'
//
// The one offer, and the answer, are the options `perMessageDeflate` of `ws`. The last line that is printed says what was
// seen.

import { randomBytes } from 'node:crypto';
import WebSocket, { WebSocketServer } from 'ws';

const work = JSON.parse(process.argv[process.argv.length - 1]);
const counts = { compressed_in: 0, compressed_out: 0 };

function tell(fields) {
  console.log(JSON.stringify(fields));
}

function negotiated(socket) {
  const deflate = socket._extensions['permessage-deflate'];
  if (!deflate) {
    return null;
  }
  const params = deflate.params;
  return {
    server_no_context_takeover: !!params.server_no_context_takeover,
    client_no_context_takeover: !!params.client_no_context_takeover,
    server_max_window_bits: params.server_max_window_bits ?? 15,
    client_max_window_bits: params.client_max_window_bits ?? 15,
  };
}

function count(socket) {
  const deflate = socket._extensions['permessage-deflate'];
  for (const [name, key] of [['_decompress', 'compressed_in'], ['_compress', 'compressed_out']]) {
    const original = deflate[name];
    deflate[name] = function (data, fin, callback) {
      counts[key] += fin ? 1 : 0;
      original.call(this, data, fin, callback);
    };
  }
}

function message(number, size) {
  switch (number % 4) {
    case 0: {
      let text = '';
      while (text.length < size) {
        text += `{"id":${Math.floor(Math.random() * 1e6)},"name":"tide ${text.length % 97}"},`;
      }
      return text.slice(0, size);
    }
    case 1:
      return randomBytes(size);
    case 2:
      return Buffer.from(Array.from({ length: size }, (_, index) => index % 251));
    default:
      return Array.from({ length: size }, () => ['t', 'i', 'd', 'e', ' ', 'ä', '€', '🌊'][Math.floor(Math.random() * 8)]).join('');
  }
}

function send(socket, number, data) {
  const binary = typeof data !== 'string';
  const points = binary ? data : Array.from(data);
  if (number % 3 !== 0 || points.length === 0) {
    socket.send(data);
    return;
  }
  const step = Math.max(1, Math.floor(points.length / 4));
  for (let at = 0; at < points.length; at += step) {
    const part = points.slice(at, at + step);
    socket.send(binary ? part : part.join(''), { fin: at + step >= points.length, binary });
  }
}

if (process.argv[2] === 'client') {
  const socket = new WebSocket(process.argv[3], { perMessageDeflate: work.offers[0], maxPayload: 2 ** 25 });
  let number = 0;
  let sent;
  const next = () => {
    sent = message(number, work.sizes[number % work.sizes.length]);
    send(socket, number, sent);
  };
  socket.on('open', () => {
    count(socket);
    next();
  });
  socket.on('message', (data, binary) => {
    const right = binary ? typeof sent !== 'string' && data.equals(sent) : data.toString() === sent;
    if (!right) {
      tell({ wrong: number });
      socket.terminate();
    } else if (++number < work.messages) {
      next();
    } else {
      tell({ negotiated: negotiated(socket), echoes: number, ...counts });
      socket.close();
    }
  });
} else {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: work.answer, maxPayload: 2 ** 25 });
  server.on('listening', () => tell({ port: server.address().port }));
  server.on('connection', (socket) => {
    let number = 0;
    count(socket);
    socket.on('message', (data, binary) => send(socket, number++, binary ? data : data.toString()));
    socket.on('close', () => {
      tell({ negotiated: negotiated(socket), echoes: number, ...counts });
      server.close();
    });
  });
}
