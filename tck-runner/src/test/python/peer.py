"""A WebSocket peer on the library `websockets`, driven by commands in JSON lines; tells what it hears in the same way.

    peer.py client ws://localhost:8080/peer
    peer.py server
"""

import asyncio
import hashlib
import json
import sys

import websockets

PATTERN = bytes(range(251))


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


def digest(data):
    return hashlib.sha256(data).hexdigest()


def every_character():
    return "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)


def pattern(size):
    return (PATTERN * (size // len(PATTERN) + 1))[:size]


async def commands(reader):
    while line := await reader.readline():
        yield json.loads(line)


async def hear(socket):
    try:
        async for message in socket:
            if isinstance(message, str):
                data = message.encode()
                tell("text", length=len(data), digest=digest(data))
            else:
                tell("binary", length=len(message), digest=digest(message))
    except websockets.ConnectionClosed:
        pass
    tell("closed", code=socket.close_code, reason=socket.close_reason)


async def fragments(socket, parts):
    """Between two fragments there is time for a ping and its pong."""
    for number, part in enumerate(parts):
        if number > 0:
            await (await socket.ping(b"between"))
        yield part


async def obey(socket, command):
    match command["do"]:
        case "text":
            await socket.send(command["text"])
        case "every character":
            await socket.send(every_character())
        case "binary":
            await socket.send(pattern(command["size"]))
        case "fragments":
            await socket.send(fragments(socket, command["parts"]))
        case "ping":
            await (await socket.ping(command["data"].encode()))
            tell("pong", data=command["data"])
        case "close":
            await socket.close(command["code"], command["reason"])


async def converse(socket, reader):
    tell("open")
    hearing = asyncio.create_task(hear(socket))
    obeying = asyncio.create_task(obey_all(socket, reader))
    await hearing
    obeying.cancel()


async def obey_all(socket, reader):
    async for command in commands(reader):
        await obey(socket, command)


async def main(role, uri=None):
    reader = asyncio.StreamReader(limit=2**24)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    options = {"max_size": 2**25, "ping_interval": None}
    if role == "client":
        async with websockets.connect(uri, **options) as socket:
            await converse(socket, reader)
    else:
        done = loop.create_future()

        async def serve_one(socket):
            await converse(socket, reader)
            done.set_result(None)

        async with websockets.serve(serve_one, "127.0.0.1", 0, **options) as server:
            tell("listening", port=server.sockets[0].getsockname()[1])
            await done


asyncio.run(main(*sys.argv[1:]))
