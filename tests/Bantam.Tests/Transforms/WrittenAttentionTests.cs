using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators.Transformer;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Tests.Transforms;

/// <summary>
/// Why no pattern makes an <see cref="Attention"/> of what exporters write: two products and a softmax are fewer steps. The operator
/// scales queries in a step of their own, and looks for those that see no key.
/// </summary>
public sealed class WrittenAttentionTests
{
    private const int Heads = 4, Tokens = 20, Width = 32;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_takes_no_more_steps_than_the_operator(bool isMasked)
    {
        var written = Steps(isMasked, (q, k, v, mask) =>
        {
            var scores = Apart(q).MatMul(Apart(k).TransposeLast()) / Math.Sqrt(Width / Heads);
            if (mask is not null) scores += mask;
            return scores.Softmax().MatMul(Apart(v)).Transpose(0, 2, 1, 3).Reshape(1, Tokens, Width);
        });
        var operators = Steps(isMasked, (q, k, v, mask) => new Attention(Heads, Heads).Apply(q, k, v, mask)[0]);
        Assert.True(written < operators, $"{written} steps of what is written, {operators} of the operator");
    }

    private static int Steps(bool isMasked, Func<Tensor, Tensor, Tensor, Tensor?, Tensor> attention)
    {
        var type = TensorType.Float(1, Tokens, Width);
        var prepared = Bantam.Execution.Inference.Prepare(Graph.Trace(
            [("q", type), ("k", type), ("v", type), ("mask", TensorType.Float(1, 1, 1, Tokens))],
            i => [("y", attention(i[0], i[1], i[2], isMasked ? i[3] : null))]));
        return Planner.Plan(prepared, CpuTargets.Best).Calls.Count();
    }

    private static Tensor Apart(Tensor x) => x.Reshape(1, Tokens, Heads, Width / Heads).Transpose(0, 2, 1, 3);
}
