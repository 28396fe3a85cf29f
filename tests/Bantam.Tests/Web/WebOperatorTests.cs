using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Tensors;
using Bantam.Tests.Operators;
using Bantam.Web.JavaScript;
using Bantam.Web.Wasm;

namespace Bantam.Tests.Web;

/// <summary>Every operator case, and the gradients of those that have some, compute the interpreter's bits in a browser.</summary>
[Trait("Needs", "browser")]
public sealed class WebOperatorTests(Chromium chromium)
{
    [Fact]
    public Task Operators_with_relaxed_SIMD_agree_with_the_interpreter_bit_for_bit() => AgreeAsync(WasmTargets.Relaxed);

    [Fact]
    public Task Operators_with_SIMD_agree_with_the_interpreter_bit_for_bit() => AgreeAsync(WasmTargets.Simd);

    [Fact]
    public Task Operators_without_SIMD_agree_with_the_interpreter_bit_for_bit() => AgreeAsync(WasmTargets.Mvp);

    [Fact]
    public Task Operators_in_JavaScript_agree_with_the_interpreter_bit_for_bit() => AgreeAsync(JavaScriptTarget.Plain);

    private async Task AgreeAsync(Target target)
    {
        var cases = OperatorCases.All.Where(c => CompiledTests.WithoutKernels.All(w => w.Case != c.Name)).ToArray();
        WebCase[] all =
        [
            .. cases.Select(c => Case(c.Name, c.Trace(), c.Given, target)),
            .. cases.Where(c => c.IsDifferentiable).Select(c => Case($"gradients of {c.Name}", c.TraceGradients(), c.Given, target)),
        ];
        var failures = await WebCasePage.RunAsync(chromium, $"operators-{target.Name}", target, all);
        if (failures.Count > 0) Assert.Fail($"{failures.Count} ranges differ.\n{string.Join('\n', failures)}");
    }

    /// <summary>A graph that is planned for a target, and must compute what the interpreter makes of a plan for its judge.</summary>
    internal static WebCase Case(string name, Graph graph, IReadOnlyDictionary<string, Tensor> given, Target target)
    {
        var plan = Planner.Plan(graph, target);
        return new WebCase(
            name,
            plan.Statements,
            [
                .. plan.Constants.Select(c => (c.Place, c.Tensor.Bytes.ToArray())),
                .. given.Select(g => (plan.Inputs[g.Key].Place, g.Value.Bytes.ToArray())),
            ],
            [.. plan.Outputs.Select(o => new WebRange(o.Key, o.Value.Place, o.Value.Type.Element))],
            judge =>
            {
                var outputs = PlanInterpreter.Run(Planner.Plan(graph, judge), given);
                return [.. plan.Outputs.Keys.Select(k => outputs[k])];
            });
    }
}
