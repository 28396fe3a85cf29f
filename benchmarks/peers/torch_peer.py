"""The PyTorch peer of the suites www19-cpu, train-vision, rnn and transformer.

A long-lived process, so that the runner can interleave it with others. It speaks one JSON object a line.

On start:  {"system": "pytorch", "version": "1.13.0", "blas": "OpenBLAS 0.3.21 ...", "cpu_kernel": "Zen", "heap": "default"}
           or {"error": sentence} and exit code 1, where PyTorch cannot be measured fairly.
Request:   {"case": "dense-1x64", "metric": "train_ms", "threads": 1, "batch": 64,
            "data": "/tmp/cnn-keras.bin", "runs": 10, "min_seconds": 0.2, "most_seconds": 4}
Reply:     {"samples": [ms, ...], "variant": "foreach"}, one time a step, at least `runs` of them
           and for at least `min_seconds`, but no step begins after `most_seconds`, the first left out;
           or {"error": sentence}. With 0 runs it prepares and takes no samples.

Data:      a file with the batches of a training: a Float32 for each element of an image, in the order
           [batches, samples, height, width, channels] or [batches, samples, elements], and behind them an Int32
           for each label. Networks that read symbols have an Int32 for each symbol, and a label behind each.
           Null where the metric needs none.

Cases:     those of torch_networks.py, and gemm-512.
Metrics:   train_ms   forward, cross-entropy, backward and optimizer step of one batch
           losses     the losses of the first `runs` steps of a training, as samples
           infer_ms   one sample without gradients; for gemm-512 one product of 512x512 matrices

The first request for a case tries the ways PyTorch offers to run it and stays with the fastest.

By default memory is handled as installed: glibc gives large tensors back to the system at every step, and
page faults can take most of a CNN's training time. With --keep-heap freed memory stays in the process.
"""

import ctypes
import functools
import gc
import itertools
import json
import math
import os
import re
import statistics
import sys
import time


def say(message):
    print(json.dumps(message), flush=True)


def refuse(sentence):
    say({"error": sentence})
    sys.exit(1)


for forced in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    if forced in os.environ:
        refuse(f"{forced} is set, so OpenBLAS would not pick the kernel for this CPU: unset it and start again.")
try:
    import torch
    from torch.nn.functional import cross_entropy
except ImportError as error:
    refuse(f"PyTorch is missing ({error}): install python3-torch and libopenblas0-pthread.")
sys.dont_write_bytecode = True  # a benchmark leaves nothing beside its sources
from torch_networks import network  # noqa: E402


class Blas:
    """The OpenBLAS library that PyTorch has loaded."""

    def __init__(self):
        with open("/proc/self/maps") as maps:
            path = next((line.split()[-1] for line in maps if re.search(r"libopenblas[^/]*$", line)), None)
        if path is None:
            refuse("PyTorch runs on a BLAS that is not OpenBLAS: install libopenblas0-pthread.")
        self.library = ctypes.CDLL(path)

    def text(self, function):
        function = getattr(self.library, function)
        function.restype = ctypes.c_char_p
        return function().decode().strip()

    def use(self, pools):
        openmp, blas = pools
        torch.set_num_threads(openmp)
        self.library.openblas_set_num_threads(blas)


def keep_heap():
    trim_threshold, mmap_threshold = -1, -3
    libc = ctypes.CDLL(None)
    if not (libc.mallopt(trim_threshold, 1 << 30) and libc.mallopt(mmap_threshold, 32 << 20)):
        refuse("--keep-heap needs glibc's mallopt, which refused.")


def thread_pools(threads):
    """PyTorch has two pools, OpenMP's and OpenBLAS's, whose idle threads spin in each other's way."""
    if threads == 1:
        return {"": (1, 1)}
    return {"": (threads, threads), "OpenMP alone": (threads, 1), "OpenBLAS alone": (1, threads)}


def layouts(shape):
    return {"": torch.contiguous_format, "channels_last": torch.channels_last} if len(shape) == 3 else {"": None}


def cycle(batches, layout):
    """An endless cycle of batches whose images lie in a layout."""
    lie = (lambda x: x) if layout is None else (lambda x: x.contiguous(memory_format=layout))
    return itertools.cycle([(lie(images), labels) for images, labels in batches])


def read_batches(path, size, shape, has_symbols):
    """The batches in a file, of so many samples."""
    with open(path, "rb") as file:
        content = bytearray(file.read())
    sample = math.prod(shape)
    if has_symbols:
        numbers = torch.frombuffer(content, dtype=torch.int32).long().reshape(2, -1, size, *shape)
        return list(zip(*numbers))
    count = len(content) // (size * (sample + 1) * 4)
    images = torch.frombuffer(content, dtype=torch.float32, count=count * size * sample)
    labels = torch.frombuffer(content, dtype=torch.int32, offset=count * size * sample * 4)
    if len(shape) == 3:
        channels, height, width = shape
        images = images.reshape(count, size, height, width, channels).permute(0, 1, 4, 2, 3)
    return list(zip(images.reshape(count, size, *shape), labels.long().reshape(count, size)))


def train_step(case, batch, data, layout, foreach):
    """A step that returns its loss."""
    model, shape, optimizer = network(case)
    model = model if layout is None else model.to(memory_format=layout)
    optimizer = optimizer(model.parameters(), foreach=foreach)
    data = cycle(read_batches(data, batch, shape, hasattr(model, "symbols")), layout)

    def step():
        images, labels = next(data)
        optimizer.zero_grad(set_to_none=True)
        loss = cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        return loss
    return step


def infer_step(case, layout, frozen):
    model, shape, _ = network(case)
    model = (model if layout is None else model.to(memory_format=layout)).eval()
    data = cycle([(torch.rand(1, *shape), None) for _ in range(8)], layout)
    if frozen:
        model = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(model, next(data)[0])))

    def step():
        with torch.inference_mode():
            model(next(data)[0])
    return step


def gemm_step(size):
    a, b, c = (torch.rand(size, size) for _ in range(3))
    return lambda: torch.mm(a, b, out=c)


def variants(case, metric, batch, data):
    """Every reasonable way to run a case, by name."""
    if (case, metric) == ("gemm-512", "infer_ms"):
        return {"mm": lambda: gemm_step(512)}
    shape = network(case)[1]
    if metric == "train_ms":
        ways, make = {"foreach": True, "for loop": False}, functools.partial(train_step, case, batch, data)
    elif metric == "infer_ms":
        ways, make = {"eager": False, "frozen": True}, functools.partial(infer_step, case)
    else:
        raise ValueError(f"The PyTorch peer does not measure '{metric}' of '{case}'.")
    return {
        f"{name} {way}".strip(): functools.partial(make, layout, option)
        for name, layout in layouts(shape).items() for way, option in ways.items()
    }


def sample(step, runs, min_seconds, most_seconds=float("inf")):
    """Times of single steps in ms."""
    samples, begin = [], time.perf_counter()
    gc.disable()
    while True:
        elapsed = time.perf_counter() - begin
        if len(samples) >= runs and elapsed >= min_seconds or samples and elapsed >= most_seconds:
            break
        start = time.perf_counter_ns()
        step()
        samples.append((time.perf_counter_ns() - start) / 1e6)
    gc.enable()
    return samples


@functools.cache
def fastest(blas, case, metric, batch, data, threads):
    """The name, the thread pools and the step of the variant with the least median on this machine."""
    best = None
    ways = itertools.product(variants(case, metric, batch, data).items(), thread_pools(threads).items())
    for (name, make), (pools_name, pools) in ways:
        blas.use(pools)
        torch.manual_seed(1)
        step = make()
        sample(step, 3, 0.05)
        median = statistics.median(sample(step, 3, 0.1))
        if best is None or median < best[0]:
            best = median, f"{name} {pools_name}".strip(), pools, step
    return best[1:]


def losses(case, batch, data, count):
    """Those of the first steps of a training."""
    torch.manual_seed(1)
    step = train_step(case, batch, data, None, True)
    return [step().item() for _ in range(count)]


def answer(request, blas):
    case, batch, data, threads = (request[field] for field in ("case", "batch", "data", "threads"))
    if request["metric"] == "losses":
        blas.use((threads, threads))
        return {"samples": losses(case, batch, data, request["runs"]), "variant": ""}
    name, pools, step = fastest(blas, case, request["metric"], batch, data, threads)
    if request["runs"] == 0:
        return {"samples": [], "variant": name}
    blas.use(pools)
    step()
    samples = sample(step, request["runs"], request["min_seconds"], request["most_seconds"])
    if threads > 1:
        time.sleep(0.05)  # the pools' idle threads spin for a while and would slow down whoever runs next
    return {"samples": samples, "variant": name}


def main():
    torch.set_num_interop_threads(1)
    torch.set_flush_denormal(True)
    kept = "--keep-heap" in sys.argv[1:]
    if kept:
        keep_heap()
    blas = Blas()
    say({
        "system": "pytorch", "version": torch.__version__,
        "blas": blas.text("openblas_get_config"), "cpu_kernel": blas.text("openblas_get_corename"),
        "heap": "kept" if kept else "default",
    })
    for line in sys.stdin:
        try:
            say(answer(json.loads(line), blas))
        except KeyError as error:
            say({"error": f"The request lacks the field {error}."})
        except (ValueError, RuntimeError) as error:
            say({"error": str(error)})
        except Exception as error:  # one case that fails must not cost the others their numbers
            say({"error": f"{type(error).__name__}: {error}"})


if __name__ == "__main__":
    main()
