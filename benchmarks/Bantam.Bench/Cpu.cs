using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Bantam.Bench;

/// <summary>The processor that everything is measured on.</summary>
internal static class Cpu
{
    private const string LinuxFacts = "/proc/cpuinfo";

    /// <summary>Its name and what it has, for people.</summary>
    public static string Name { get; } =
        $"{Model()}, {Instructions()}, {Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)} processors";

    /// <summary>Whether it multiplies bytes four at a time, as VNNI does.</summary>
    public static bool HasVnni { get; } = AvxVnni.IsSupported
        || (File.Exists(LinuxFacts) && File.ReadLines(LinuxFacts).Any(
            line => line.StartsWith("flags", StringComparison.Ordinal) && line.Contains("_vnni", StringComparison.Ordinal)));

    private static string Model()
    {
        if (!File.Exists(LinuxFacts))
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
        var facts = File.ReadLines(LinuxFacts).TakeWhile(line => line.Length > 0).Select(
            line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair.Length == 2).DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1]);
        var name = facts.GetValueOrDefault("model name") ?? RuntimeInformation.ProcessArchitecture.ToString();

        // Virtual machines hide which of a family it is; the numbers tell.
        return facts.TryGetValue("cpu family", out var family) ? $"{name} (family {family}, model {facts.GetValueOrDefault("model")})"
            : name;
    }

    private static string Instructions() => Targets.Cpu.CpuTargets.Best.Lanes switch
    {
        16 => "512-bit vectors",
        8 => "256-bit vectors",
        _ => "128-bit vectors",
    };
}
