using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Bantam.Targets.Cpu;

namespace Bantam.Execution;

/// <summary>
/// Threads that help one thread at a time with the tiles of its calls. Each begins with a share of its own, takes half of what is left
/// of it at a time, and then from the shares of the others; so the caller waits for no thread that the system has not given a
/// processor, and is never slower than alone. Which thread computes a tile does not change a bit of it.
/// </summary>
internal sealed unsafe class WorkerTeam
{
    /// <summary>About 200 µs: long enough to bridge what a training loop does between two steps.</summary>
    private const int SpinsBeforeSleep = 1_400;

    /// <summary>About 50 µs: by then the other thread has lost its processor, and spinning on would keep it from getting one.</summary>
    private const int SpinsBeforeYield = 350;

    /// <summary>A thread that nobody has needed for so long ends.</summary>
    private const int IdleMilliseconds = 5_000;

    /// <summary>Shares are of at most so many units of tiles, so that a share and the number of its job fit in 64 bits.</summary>
    private const int MostUnits = ushort.MaxValue;

    /// <summary>Shares lie this many integers apart, each on cache lines of its own.</summary>
    private const int SharePitch = 16;

    private static readonly WorkerTeam Alone = new(1);
    private static readonly Dictionary<int, Stack<WorkerTeam>> Idle = [];
    private static int _running;

    private readonly int _threads;
    private readonly long* _shares;
    private readonly Helper[] _helpers;

    // The job: written before its number, and not changed before all of its tiles are done.
    private KernelCode? _code;
    private nint _arguments;
    private nint _argumentPitch;
    private int _tiles;
    private int _unit;
    private int _left;
    private int _job;
    private Exception? _error;

    private WorkerTeam(int threads)
    {
        _threads = threads;
        _helpers = [.. Enumerable.Range(1, threads - 1).Select(i => new Helper(this, i))];
        _shares = (long*)NativeMemory.AlignedAlloc((nuint)(threads * SharePitch * sizeof(long)), 64);
        for (var i = 0; i < threads; i++) Share(i) = 0;
    }

    ~WorkerTeam() => NativeMemory.AlignedFree(_shares);

    /// <summary>
    /// A team of so many threads, the caller among them. Where other callers and teams have the processors it is the caller alone.
    /// </summary>
    public static WorkerTeam Rent(int threads)
    {
        if (Interlocked.Add(ref _running, threads) > Math.Max(Environment.ProcessorCount, threads) || threads == 1)
        {
            Interlocked.Add(ref _running, 1 - threads);
            return Alone;
        }

        lock (Idle)
        {
            if (Idle.TryGetValue(threads, out var idle) && idle.TryPop(out var team)) return team;
        }

        return new WorkerTeam(threads);
    }

    /// <summary>Gives the team back.</summary>
    public void Return()
    {
        Interlocked.Add(ref _running, -_threads);
        if (_threads == 1) return;
        lock (Idle)
        {
            if (!Idle.TryGetValue(_threads, out var idle)) Idle[_threads] = idle = new Stack<WorkerTeam>();
            idle.Push(this);
        }
    }

    /// <summary>Runs all tiles of a call, and returns when they are done.</summary>
    /// <param name="code">The kernel.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="argumentPitch">Bytes from the arguments of one thread to those of the next; 0 where all have the same.</param>
    /// <param name="tiles">The number of tiles.</param>
    public void Run(KernelCode code, nint arguments, nint argumentPitch, int tiles)
    {
        if (_threads == 1)
        {
            code((nint*)arguments, 0, tiles);
            return;
        }

        (_code, _arguments, _argumentPitch, _tiles) = (code, arguments, argumentPitch, tiles);
        _unit = ((tiles - 1) / MostUnits) + 1;
        var units = ((tiles - 1) / _unit) + 1;
        Volatile.Write(ref _left, units);
        var job = unchecked(_job + 1);
        for (var i = 0; i < _threads; i++) Volatile.Write(ref Share(i), Packed(job, units * i / _threads, units * (i + 1) / _threads));
        Interlocked.Exchange(ref _job, job);
        foreach (var helper in _helpers) helper.Wake();

        Work(0, job);
        for (var spins = 0; Volatile.Read(ref _left) > 0; spins++)
        {
            if (spins < SpinsBeforeYield) Thread.SpinWait(4);
            else Thread.Yield();
        }

        if (Interlocked.Exchange(ref _error, null) is { } error) throw new InvalidOperationException("A worker thread failed.", error);
    }

    /// <summary>
    /// Takes tiles of a job until none is left. A thread that comes late takes none: the shares have the number of the next job then.
    /// </summary>
    private void Work(int thread, int job)
    {
        var (code, arguments, tiles, unit) = (_code!, _arguments + (thread * _argumentPitch), _tiles, _unit);
        for (var i = 0; i < _threads; i++)
        {
            ref var share = ref Share((thread + i) % _threads);
            while (Take(ref share, job, isOwn: i == 0) is var (first, end) && end > first)
            {
                try
                {
                    code((nint*)arguments, (nint)first * unit, Math.Min((nint)end * unit, tiles));
                }
                catch (Exception error) when (thread > 0 && error is not OutOfMemoryException)
                {
                    _error = error;
                }

                Interlocked.Add(ref _left, first - end);
            }
        }
    }

    /// <summary>Half of what is left of a share: its owner takes from the front, others from the end.</summary>
    private static (int First, int End) Take(ref long share, int job, bool isOwn)
    {
        while (true)
        {
            var seen = Volatile.Read(ref share);
            var (first, end) = ((int)(seen >> 16 & ushort.MaxValue), (int)(seen & ushort.MaxValue));
            if ((int)(seen >> 32) != job || first >= end) return default;
            var count = (end - first + 1) / 2;
            var rest = isOwn ? Packed(job, first + count, end) : Packed(job, first, end - count);
            if (Interlocked.CompareExchange(ref share, rest, seen) == seen) return isOwn ? (first, first + count) : (end - count, end);
        }
    }

    private static long Packed(int job, int first, int end) => ((long)job << 32) | ((long)first << 16) | (uint)end;

    private ref long Share(int thread) => ref _shares[thread * SharePitch];

    /// <summary>A thread of a team. It waits for jobs by spinning shortly, then sleeping, and ends after a while.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "A semaphore that nobody asks for its wait handle holds nothing.")]
    private sealed class Helper(WorkerTeam team, int index)
    {
        private const int Running = 0, Sleeping = 1, Ended = 2;

        private readonly SemaphoreSlim _wake = new(0);
        private int _state = Ended;

        /// <summary>Makes sure that it sees the team's job.</summary>
        public void Wake()
        {
            if (Volatile.Read(ref _state) == Running) return;
            switch (Interlocked.Exchange(ref _state, Running))
            {
                case Sleeping: _wake.Release(); break;
                case Ended: new Thread(Work) { IsBackground = true, Name = $"bantam-{index}" }.Start(); break;
            }
        }

        private void Work()
        {
            var done = 0;
            while (true)
            {
                for (var spins = 0; Volatile.Read(ref team._job) == done; spins++)
                {
                    if (spins < SpinsBeforeSleep) Thread.SpinWait(4);
                    else if (!Sleep(done)) return;
                    else spins = 0;
                }

                done = Volatile.Read(ref team._job);
                team.Work(index, done);
            }
        }

        /// <summary>Sleeps until it is woken; false where it ends instead.</summary>
        private bool Sleep(int done)
        {
            // Announce the sleep first, then look again: whoever starts a job either sees the announcement or was seen.
            Interlocked.Exchange(ref _state, Sleeping);
            if (Volatile.Read(ref team._job) != done && Interlocked.CompareExchange(ref _state, Running, Sleeping) == Sleeping) return true;
            if (_wake.Wait(IdleMilliseconds)) return true;
            if (Interlocked.CompareExchange(ref _state, Ended, Sleeping) == Sleeping) return false;
            _wake.Wait();
            return true;
        }
    }
}
