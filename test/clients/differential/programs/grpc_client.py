"""grpc_client.py ORIGIN: one call of each kind."""
import sys

import grpc

channel = grpc.insecure_channel(sys.argv[1].split("//")[1])
same = lambda message: message
print(channel.unary_unary("/echo.Echo/Unary", same, same)(b"\x0a\x02hi", metadata=(("x-own", "1"),)))
print(list(channel.unary_stream("/echo.Echo/Stream", same, same)(b"\x0a\x02hi")))
try:
    channel.unary_unary("/echo.Echo/Fail", same, same)(b"")
except grpc.RpcError as error:
    print(error.code(), error.details())
