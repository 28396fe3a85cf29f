using Bantam.Kernels;
using Bantam.Targets.Cpu;

namespace Bantam.Targets.CSharp;

/// <summary>What C# can be written for. Vectors that a processor does not have .NET makes of narrower ones.</summary>
public static class CSharpTargets
{
    /// <summary>The width that most processors have.</summary>
    public static Target Default => Of(8);

    /// <summary>The target with vectors of so many lanes: 1, 4, 8 or 16. It rounds multiply-adds once, as sessions do.</summary>
    /// <exception cref="ArgumentOutOfRangeException">.NET has no such vectors.</exception>
    public static Target Of(int lanes) => CpuTargets.All.FirstOrDefault(t => t.Lanes == lanes) is { } target
        ? target with { Name = $"csharp-{32 * lanes}", HasHost = false, HasDot = false }
        : throw new ArgumentOutOfRangeException(nameof(lanes), lanes, "Vectors of .NET have 1, 4, 8 or 16 lanes.");
}
