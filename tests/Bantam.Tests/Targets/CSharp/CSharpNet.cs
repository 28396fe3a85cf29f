using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Operators.Arithmetic;
using Bantam.Operators.Convolution;
using Bantam.Operators.Loss;
using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Tests.Targets.CSharp;

/// <summary>A network on byte images, and its training step.</summary>
internal sealed record CSharpNet(Graph Inference, Graph Step)
{
    /// <summary>How many samples it takes, and how many classes it tells apart.</summary>
    public const int Batch = 3, Classes = 4;

    private const int Side = 10;

    public static CSharpNet Dense()
    {
        Variable[] v = [Weights(Side * Side, 21), Weights(21), Weights(21, Classes), Weights(Classes)];
        return Of(v, x => (x.MatMul(v[0]) + v[1]).Relu().MatMul(v[2]) + v[3]);
    }

    public static CSharpNet Convolutional()
    {
        Variable[] v = [Weights(6, 1, 3, 3), Weights(6), Weights(9, 6, 3, 3), Weights(9), Weights(9 * 4, Classes), Weights(Classes)];
        var same = ConvolutionAttributes.Plain with { Pads = [1, 1, 1, 1] };
        var halve = new PoolAttributes([2, 2], [2, 2], [0, 0, 0, 0]);
        return Of(v, x =>
        {
            x = x.Reshape([Batch, 1, Side, Side]);
            x = new MaxPool(halve).ApplyOne(new Conv(same).ApplyOne(x, v[0].Read(), v[1].Read()).Relu());
            x = new MaxPool(halve).ApplyOne(new Conv(same).ApplyOne(x, v[2].Read(), v[3].Read()).Tanh());
            return x.Reshape([Batch, 9 * 4]).MatMul(v[4]) + v[5];
        });
    }

    private static CSharpNet Of(Variable[] variables, Func<Tensor, Tensor> scores)
    {
        (string, TensorType) image = ("image", new TensorType(ElementType.UInt8, Shape.Of(Batch, Side * Side)));
        return new CSharpNet(
            Graph.Trace([image], x => [("probabilities", scores(Numbers(x[0])).Softmax(-1))]),
            Graph.Trace([image, ("label", new TensorType(ElementType.Int64, Shape.Of(Batch)))], x =>
            {
                var loss = new SoftmaxCrossEntropyLoss().Apply(scores(Numbers(x[0])), x[1])[0];
                var gradients = Gradients.Of(loss, [.. variables.Select(v => v.Read())]);
                for (var i = 0; i < variables.Length; i++)
                    GraphBuilder.Current!.Update(variables[i], variables[i].Read() - (gradients[i] * 0.1f));
                return [("loss", loss)];
            }));
    }

    private static Tensor Numbers(Tensor image) => image.Cast(ElementType.Float) * (1 / 255f);

    private static Variable Weights(params int[] shape) =>
        new($"weights {string.Join('x', shape)}", Tests.Lowering.Tensors.Random(shape, shape.Length));
}
