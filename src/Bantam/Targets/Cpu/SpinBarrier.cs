namespace Bantam.Targets.Cpu;

/// <summary>
/// Lets the threads of a plan wait for each other. Two integers: how many have arrived, and how many rounds are over. Waiting spins,
/// since the next thread is microseconds away, and yields the processor if it is not.
/// </summary>
internal static unsafe class SpinBarrier
{
    /// <summary>About 50 µs: by then the other thread has lost its processor, and spinning on would keep it from getting one.</summary>
    private const int SpinsBeforeYield = 350;

    /// <summary>Returns when all threads have called it.</summary>
    public static void Wait(nint barrier, nint threads)
    {
        ref var arrived = ref *(int*)barrier;
        ref var round = ref *((int*)barrier + 1);
        var mine = Volatile.Read(ref round);
        if (Interlocked.Increment(ref arrived) == threads)
        {
            arrived = 0;
            Volatile.Write(ref round, mine + 1);
            return;
        }

        for (var spins = 0; Volatile.Read(ref round) == mine; spins++)
        {
            if (spins < SpinsBeforeYield) Thread.SpinWait(4);
            else Thread.Yield();
        }
    }
}
