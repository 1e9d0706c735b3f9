"""What is measured: each module one subject."""

from collections.abc import Mapping

from benchmarks.engine.cases import clients, commands, crowd, durable, growth, long_file, memory, rights, size, waiting
from benchmarks.engine.setting import Case

CASES: Mapping[str, Case] = {
    "memory": memory.beside_others,
    "flat": memory.flat,
    "durable": durable.beside_floor_and_others,
    "many": durable.ten_in_one_transaction,
    "rights": rights.of_a_completion,
    "growth": growth.of_the_file,
    "commands": commands.whole,
    "inbox": long_file.inbox,
    "status": long_file.status,
    "writers": crowd.of_writers,
    "server": clients.of_a_server,
    "size": size.of_a_store,
    "worker": waiting.of_a_worker,
}
"""Name -> what it measures."""
