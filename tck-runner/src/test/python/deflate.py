"""Compressed messages on the library `websockets`: sends many and compares their echoes, or echoes them.

    deflate.py client ws://localhost:8080/echo '{"offers": [{...}], "sizes": [16, 1024], "messages": 100}'
    deflate.py server '{"answer": {...}}'

An offer is the arguments of ClientPerMessageDeflateFactory, an answer those of ServerPerMessageDeflateFactory; without an
answer a server does what it does by default. The last line that is printed says what was seen.
"""

import asyncio
import json
import random
import sys

import websockets
from websockets.extensions import permessage_deflate

COUNTS = {"compressed_in": 0, "compressed_out": 0}


def count(name, key):
    original = getattr(permessage_deflate.PerMessageDeflate, name)

    def counting(self, frame, *args, **kwargs):
        result = original(self, frame, *args, **kwargs)
        COUNTS[key] += (frame if name == "decode" else result).rsv1
        return result

    setattr(permessage_deflate.PerMessageDeflate, name, counting)


count("decode", "compressed_in")
count("encode", "compressed_out")


def tell(**fields):
    print(json.dumps(fields), flush=True)


def negotiated(socket, server):
    for extension in socket.extensions:
        ours = "server" if server else "client"
        theirs = "client" if server else "server"
        return {
            f"{ours}_no_context_takeover": extension.local_no_context_takeover,
            f"{theirs}_no_context_takeover": extension.remote_no_context_takeover,
            f"{ours}_max_window_bits": extension.local_max_window_bits,
            f"{theirs}_max_window_bits": extension.remote_max_window_bits,
        }
    return None


def message(number, size, chance):
    kind = number % 4
    if kind == 0:
        text = "".join(f'{{"id":{chance.randrange(10**6)},"name":"tide {n % 97}"}},' for n in range(size // 20 + 1))
        return text[:size]
    if kind == 1:
        return chance.randbytes(size)
    if kind == 2:
        return (bytes(range(251)) * (size // 251 + 1))[:size]
    return "".join(chance.choice("tide ä€\U0001f30a") for _ in range(size))


def fragments(whole):
    step = max(1, len(whole) // 4)
    return [whole[at : at + step] for at in range(0, len(whole), step)]


async def client(uri, work):
    factories = [permessage_deflate.ClientPerMessageDeflateFactory(**offer) for offer in work["offers"]]
    chance = random.Random(42)
    async with websockets.connect(uri, compression=None, extensions=factories, max_size=None) as socket:
        for number in range(work["messages"]):
            sent = message(number, work["sizes"][number % len(work["sizes"])], chance)
            await socket.send(fragments(sent) if number % 3 == 0 else sent)
            if await socket.recv() != sent:
                tell(wrong=number)
                return
        tell(negotiated=negotiated(socket, False), echoes=work["messages"], **COUNTS)


async def server(work):
    done = asyncio.get_running_loop().create_future()

    async def echo(socket):
        number = 0
        async for received in socket:
            await socket.send(fragments(received) if number % 3 == 0 and received else received)
            number += 1
        tell(negotiated=negotiated(socket, True), echoes=number, **COUNTS)
        done.set_result(None)

    options = {}
    if "answer" in work:
        factory = permessage_deflate.ServerPerMessageDeflateFactory(**work["answer"])
        options = {"compression": None, "extensions": [factory]}
    async with websockets.serve(echo, "127.0.0.1", 0, max_size=None, **options) as listening:
        tell(port=listening.sockets[0].getsockname()[1])
        await done


if sys.argv[1] == "client":
    asyncio.run(client(sys.argv[2], json.loads(sys.argv[3])))
else:
    asyncio.run(server(json.loads(sys.argv[2])))
