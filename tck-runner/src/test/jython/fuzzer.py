"""The fuzzing client or server of the Autobahn testsuite, on Jython.

    fuzzer.py client JAR REPORTS AGENT URI CASES...
    fuzzer.py server JAR REPORTS CASES...

The client runs the cases against a server and ends. The server says where it listens ("ready" and a port of the
system's choice) and goes on until it is stopped; what it is asked to do comes over WebSocket. The testsuite is the Python
code of a jar file, which is left as it is. What is put in front of it here makes a start and large messages quicker:
modules that no case needs are left out; octets are masked, and UTF-8 is checked, by Java; sockets are waited for only
where none is ready.
"""

import _socket
import array
import errno
import select
import sys
import types

from io.hawser.tck.autobahn import Octets, Utf8Check


def module(name, **contents):
    """Has a module be imported with these contents."""
    made = types.ModuleType(name)
    made.__dict__.update(contents)
    sys.modules[name] = made
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, made)


class Masker(object):
    """A mask that goes on from call to call."""

    def __init__(self, key):
        self.key = key
        self.ptr = 0

    def pointer(self):
        return self.ptr

    def reset(self):
        self.ptr = 0

    def process(self, data):
        masked = Octets.masked(data, self.key, self.ptr)
        self.ptr += len(data)
        return array.array("b", masked).tostring()


class NoMasker(Masker):
    def __init__(self, key=None):
        Masker.__init__(self, key)

    def process(self, data):
        self.ptr += len(data)
        return data


class Validator(object):
    """UTF-8 that comes in pieces."""

    def __init__(self):
        self.reset()

    def reset(self):
        self.check = Utf8Check()
        self.total = 0

    def validate(self, data):
        good = self.check.goodOctets(data)
        self.total += good
        valid = good == len(data)
        return valid, valid and self.check.isWhole(), good, self.total


def is_gone(one):
    """Whether the peer of a socket has ended the connection, and Jython has closed it for that."""
    return one.channel is not None and not one.channel.isOpen()


def noticing_writable(one, jythons=_socket._realsocket._writable):
    """As with a socket of the system, writing fails rather than waits where the peer is gone: else cases get lost."""
    return is_gone(one) or jythons(one)


def failing_send(one, data, flags=0, jythons=_socket._realsocket.send):
    """As with a socket of the system, what the peer wrote before it went is read first: Twisted drops it on a failure."""
    if is_gone(one):
        if one._readable():
            return len(data)
        raise _socket.error(errno.EPIPE, "the peer is gone")
    return jythons(one, data, flags)


def quick_select(reading, writing, failing, timeout=None):
    """Jython's begins to wait before it looks, and it does not wake up where a peer is gone."""
    readable = [one for one in reading if one.fileno()._readable()]
    writable = [one for one in writing if one.fileno()._writable()]
    if readable or writable or timeout is not None and timeout < 0.001:
        return readable, writable, []
    return select.select(reading, writing, failing, 0.05 if timeout is None else min(timeout, 0.05))


_socket._realsocket._writable = noticing_writable
_socket._realsocket.send = failing_send
_socket.log.debug = lambda *arguments, **keywords: None
jar, reports = sys.argv[2:4]
sys.path.insert(0, jar)
module("pkg_resources", declare_namespace=lambda name: None)
module("wsaccel")
module("wsaccel.xormask", XorMaskerNull=NoMasker, createXorMasker=lambda key, length=None: Masker(key))
module("wsaccel.utf8validator", Utf8Validator=Validator)
module("autobahn", __path__=[jar + "/autobahn"])
module("autobahntestsuite", __path__=[jar + "/autobahntestsuite"])
import autobahn._version
import autobahntestsuite._version

sys.modules["autobahn"].version = autobahn._version.__version__
sys.modules["autobahntestsuite"].version = autobahntestsuite._version.__version__
import twisted

module("twisted.web", __path__=[])
module("twisted.web.server", Site=None)
module("twisted.web.static", File=None)
from twisted.internet import selectreactor

selectreactor._select = quick_select
from twisted.internet import reactor
from twisted.python import log
from autobahn import websocket
from autobahntestsuite import fuzzing

# Ten microseconds from now, after a turn of the reactor, is a whole millisecond by Jython's clock.
websocket.WebSocketProtocol._QUEUED_WRITE_DELAY = 0
# By default the suite fails connections with the end of TCP alone, and the cases on invalid UTF-8 want a Close frame.
OPTIONS = {"failByDrop": False}


def errors(event):
    """What breaks in the testsuite itself."""
    if event.get("isError"):
        sys.stdout.write("ERROR " + (log.textFromEventDict(event) or "") + "\n")


log.startLoggingWithObserver(errors, setStdout=False)
spec = {"options": OPTIONS, "outdir": reports, "exclude-cases": [], "exclude-agent-cases": {}}
if sys.argv[1] == "client":
    agent, uri = sys.argv[4:6]
    spec.update({"servers": [{"agent": agent, "url": uri}], "cases": sys.argv[6:]})
    fuzzing.FuzzingClientFactory(spec)
else:
    spec.update({"url": "ws://127.0.0.1:0", "cases": sys.argv[4:]})
    factory = fuzzing.FuzzingServerFactory(spec)
    port = reactor.listenTCP(0, factory, interface="127.0.0.1").getHost().port
    factory.externalPort = port
    print "ready %d" % port
sys.stdout.flush()
reactor.run()
