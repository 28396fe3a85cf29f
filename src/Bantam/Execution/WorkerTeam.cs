using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Bantam.Targets.Cpu;

namespace Bantam.Execution;

/// <summary>
/// Threads that run one driver together. The caller is thread 0; the others wait for work by spinning shortly, then sleeping.
/// </summary>
internal sealed unsafe class WorkerTeam
{
    /// <summary>About 200 µs: long enough to bridge what a training loop does between two steps.</summary>
    private const int SpinsBeforeSleep = 1_400;
    private static readonly ConcurrentDictionary<int, WorkerTeam> Teams = new();

    private readonly int _threads;
    private readonly nint _barrier;
    private readonly Lock _running = new();
    private readonly SemaphoreSlim[] _wake;
    private readonly int[] _asleep;
    private CpuDriver? _driver;
    private nint _state;
    private nint _work;
    private int _round;
    private int _left;
    private Exception? _error;

    private WorkerTeam(int threads)
    {
        _threads = threads;
        _barrier = (nint)NativeMemory.AlignedAlloc(64, 64);
        NativeMemory.Clear((void*)_barrier, 64);
        _wake = [.. Enumerable.Range(0, threads).Select(_ => new SemaphoreSlim(0))];
        _asleep = new int[threads];
        for (var i = 1; i < threads; i++)
        {
            var thread = i;
            new Thread(() => Work(thread)) { IsBackground = true, Name = $"bantam-{thread}" }.Start();
        }
    }

    /// <summary>The team of so many threads; it lives as long as the process.</summary>
    public static WorkerTeam Of(int threads) => threads >= 1
        ? Teams.GetOrAdd(threads, t => new WorkerTeam(t))
        : throw new ArgumentOutOfRangeException(nameof(threads), threads, "A session runs on one thread or more.");

    /// <summary>Runs a driver on all threads and returns when all are done.</summary>
    public void Run(CpuDriver driver, nint state, nint work)
    {
        if (_threads == 1)
        {
            driver(state, work, 0, 0, 1);
            return;
        }

        lock (_running)
        {
            (_driver, _state, _work) = (driver, state, work);
            Volatile.Write(ref _left, _threads - 1);
            Interlocked.Increment(ref _round);
            for (var i = 1; i < _threads; i++)
                if (Interlocked.Exchange(ref _asleep[i], 0) == 1)
                    _wake[i].Release();
            driver(state, work, _barrier, 0, _threads);
            for (var spins = 0; Volatile.Read(ref _left) > 0; spins++)
            {
                if (spins < SpinsBeforeSleep) Thread.SpinWait(4);
                else Thread.Yield();
            }

            if (Interlocked.Exchange(ref _error, null) is { } error) throw new InvalidOperationException("A worker thread failed.", error);
        }
    }

    private void Work(int thread)
    {
        for (var seen = 0; ; seen++)
        {
            WaitFor(thread, seen);
            try
            {
                _driver!(_state, _work, _barrier, thread, _threads);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                _error = error;
            }

            Interlocked.Decrement(ref _left);
        }
    }

    private void WaitFor(int thread, int seen)
    {
        for (var spins = 0; spins < SpinsBeforeSleep; spins++)
        {
            if (Volatile.Read(ref _round) != seen) return;
            Thread.SpinWait(4);
        }

        // Announce the sleep first, then look again: whoever starts a round either sees the announcement or was seen.
        Interlocked.Exchange(ref _asleep[thread], 1);
        if (Volatile.Read(ref _round) != seen)
        {
            if (Interlocked.Exchange(ref _asleep[thread], 0) == 0) _wake[thread].Wait();
            return;
        }

        _wake[thread].Wait();
    }
}
