using Bantam.Targets.Cpu;

namespace Bantam.Tests.Targets.Cpu;

/// <summary>Where the runtime interprets emitted code there are no vectors and no threads, unless somebody asks for them.</summary>
public sealed class CpuTargetTests
{
    [Fact]
    public void Interpreted_code_is_scalar_and_has_one_thread()
    {
        Assert.Same(CpuTargets.Scalar, CpuTargets.Fastest(isCompiled: false));
        Assert.Equal(1, CpuTargets.MostThreads(isCompiled: false));
    }

    [Fact]
    public void Compiled_code_has_vectors_and_all_processors()
    {
        Assert.Same(CpuTargets.Best, CpuTargets.Fastest(isCompiled: true));
        Assert.True(CpuTargets.Best.Lanes > 1);
        Assert.Equal(Environment.ProcessorCount, CpuTargets.MostThreads(isCompiled: true));
        Assert.Equal(Environment.ProcessorCount, CpuTargets.Threads);
    }
}
