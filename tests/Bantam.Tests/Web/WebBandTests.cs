using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Tests.Lowering;
using Bantam.Web.JavaScript;
using Bantam.Web.Wasm;

namespace Bantam.Tests.Web;

/// <summary>What runs band by band in a browser has the bits that the interpreter computes as a whole.</summary>
[Trait("Needs", "browser")]
public sealed class WebBandTests(Chromium chromium)
{
    [Fact]
    public Task Bands_with_relaxed_SIMD_agree_with_the_interpreter_bit_for_bit() => AgreeAsync(WasmTargets.Relaxed);

    [Fact]
    public Task Bands_without_SIMD_agree_with_the_interpreter_bit_for_bit() => AgreeAsync(WasmTargets.Mvp);

    [Fact]
    public Task Bands_in_JavaScript_agree_with_the_interpreter_bit_for_bit() => AgreeAsync(JavaScriptTarget.Plain);

    private async Task AgreeAsync(Target target)
    {
        // Targets of pages band no convolutions, but could run them.
        var tiny = target with { L2Bytes = BandNets.TinyCache, PacksConstants = true };
        WebCase[] cases =
            [.. BandNets.All.Select(net => WebOperatorTests.Case(net.Key, net.Value, BandNets.Values(net.Value), tiny))];
        Assert.All(cases, one => Assert.True(HasBands(one.Statements)));
        Assert.All(BandNets.All, net => Assert.False(HasBands(Planner.Plan(net.Value, target).Statements)));
        var failures = await WebCasePage.RunAsync(chromium, $"bands-{target.Name}", target, cases);
        if (failures.Count > 0) Assert.Fail($"{failures.Count} ranges differ.\n{string.Join('\n', failures)}");

        static bool HasBands(IEnumerable<PlanStatement> statements) => statements.Any(s => s is Bands);
    }
}
