using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Tensors;
using Bantam.Tests.Kernels;
using Bantam.Web.JavaScript;
using Bantam.Web.Wasm;

namespace Bantam.Tests.Web;

/// <summary>Kernels written for a page compute the interpreter's bits in a browser, and touch nothing beside their buffers.</summary>
[Trait("Needs", "browser")]
public sealed class WebKernelTests(Chromium chromium)
{
    [Fact]
    public Task Kernels_with_relaxed_SIMD_agree_with_the_interpreter_bit_for_bit() => AgreeAsync(WasmTargets.Relaxed);

    [Fact]
    public Task Kernels_with_SIMD_agree_with_the_interpreter_bit_for_bit() => AgreeAsync(WasmTargets.Simd);

    [Fact]
    public Task Kernels_without_SIMD_agree_with_the_interpreter_bit_for_bit() => AgreeAsync(WasmTargets.Mvp);

    [Fact]
    public Task Kernels_in_JavaScript_agree_with_the_interpreter_bit_for_bit() => AgreeAsync(JavaScriptTarget.Plain);

    private async Task AgreeAsync(Target target)
    {
        var problems = KernelProblems.All.Concat(LanguageProblems.All);
        var failures = await WebCasePage.RunAsync(chromium, $"kernels-{target.Name}", target, [.. problems.Select(p => Case(p, target))]);
        if (failures.Count > 0) Assert.Fail($"{failures.Count} ranges differ.\n{string.Join('\n', failures)}");
    }

    /// <summary>Compares every buffer, also those that are only read, and the space behind each.</summary>
    private static WebCase Case(KernelProblem problem, Target target)
    {
        var (call, places, _) = problem.Plan(target);
        var buffers = call.Kernel.Buffers.Select(b => b.Buffer!).ToArray();
        var behind = places.Select(p => new Placement(p.Region, p.Offset + p.Length, Placement.Footprint(p.Length) - p.Length)).ToArray();
        return new WebCase(
            problem.Name,
            [call],
            [.. places.Zip(problem.Buffers)],
            [
                .. places.Select((place, i) => new WebRange(buffers[i].Name, Compared(place, i), buffers[i].Storage)),
                .. behind.Select((place, i) => new WebRange($"the space behind {buffers[i].Name}", place, ElementType.UInt8)),
            ],
            judge => [.. problem.Interpret(judge), .. behind.Select(p => Enumerable.Repeat(WebCase.Filler, (int)p.Length).ToArray())]);

        Placement Compared(Placement place, int buffer) => problem.IsScratch.Contains(buffer) ? place with { Length = 0 } : place;
    }
}
