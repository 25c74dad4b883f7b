"""aiohttp_client.py ORIGIN [heed]: with `heed` it heeds proxy variables, which is not its default."""
import asyncio
import sys

import aiohttp

origin = sys.argv[1]


async def main():
    async with aiohttp.ClientSession(trust_env="heed" in sys.argv) as session:
        async with session.get(origin + "/json") as answer:
            print(await answer.text(), end="")
        async with session.post(origin + "/echo", data={"a": "b"}) as answer:
            print(await answer.text(), end="")


asyncio.run(main())
