using Bantam.Execution;
using Bantam.Targets.Cpu;

namespace Bantam.Tests.Execution;

/// <summary>Where the tiny model failed, nobody would hear of it, and first models would be slow again.</summary>
public sealed class FirstModelTests
{
    [Fact]
    public void The_tiny_model_runs_on_each_target()
    {
        foreach (var target in CpuTargets.All) FirstModel.Run(target);
    }
}
