"""lossy-link.py LOSS NAMESPACE:DEVICE NAMESPACE:DEVICE: a link between two network namespaces that loses each packet with that probability; the kernel of CI has no netem.

In each namespace it makes the interface, and says so; the rest is the caller's. It ends with its standard input, and says how many were lost.
"""

import ctypes
import fcntl
import os
import random
import select
import struct
import sys

NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
TUN, WITHOUT_HEAD = 0x0001, 0x1000

libc = ctypes.CDLL(None, use_errno=True)


def enter(descriptor):
    if libc.setns(descriptor, NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")


def open_tun(place):
    namespace, device = place.split(":")
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    enter(os.open(f"/run/netns/{namespace}", os.O_RDONLY))
    tun = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH", device.encode(), TUN | WITHOUT_HEAD))
    enter(home)
    return tun


loss, *places = sys.argv[1:]
one, other = (open_tun(place) for place in places)
chance = random.Random(4711)
lost = 0
print("ready", flush=True)
while True:
    ready, _, _ = select.select([one, other, sys.stdin], [], [])
    if sys.stdin in ready:
        break
    for tun in ready:
        packet = os.read(tun, 65536)
        if chance.random() < float(loss):
            lost += 1
            continue
        try:
            os.write(other if tun == one else one, packet)
        except OSError:
            pass  # The other end is not up yet.
print(lost, flush=True)
