using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Operators.Loss;
using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Bench;

internal static class Models
{
    private static readonly Random Random = new(1);

    public static Graph Train(string name, int batch)
    {
        var variables = new List<Variable>();
        return Graph.Trace([("image", TensorType.Float(batch, 784)), ("label", new TensorType(ElementType.Int32, Shape.Of(batch)))], inputs =>
        {
            var logits = Forward(name, inputs[0], variables);
            var loss = new SoftmaxCrossEntropyLoss().Apply(logits, inputs[1])[0];
            var gradients = Gradients.Of(loss, [.. variables.Select(v => v.Read())]);
            for (var i = 0; i < variables.Count; i++) GraphBuilder.Current!.Update(variables[i], variables[i].Read() - (gradients[i] * 0.01f));
            return [("loss", loss)];
        });
    }

    public static Tensor Forward(string name, Tensor x, List<Variable> variables)
    {
        if (name.StartsWith("dense-"))
        {
            var parts = name[6..].Split('x').Select(int.Parse).ToArray();
            for (var i = 0; i < parts[0]; i++) x = Dense(x, parts[1], variables).Relu();
            return Dense(x, 10, variables);
        }

        var batch = x.Shape[0].Size;
        var image = x.Reshape(batch, 1, 28, 28);
        if (name == "cnn-keras")
        {
            image = Conv(image, 32, 3, 0, variables).Relu();
            image = Conv(image, 64, 3, 0, variables).Relu();
            image = new MaxPool(new([2, 2], [2, 2], [0, 0, 0, 0])).ApplyOne(image);
            return Dense(Dense(image.Transpose(0, 2, 3, 1).Flatten(), 128, variables).Relu(), 10, variables);
        }

        image = Conv(image, 8, 5, 2, variables).Relu();
        image = new MaxPool(new([2, 2], [2, 2], [0, 0, 0, 0])).ApplyOne(image);
        image = Conv(image, 16, 5, 2, variables).Relu();
        image = new MaxPool(new([3, 3], [3, 3], [0, 0, 0, 0])).ApplyOne(image);
        return Dense(image.Transpose(0, 2, 3, 1).Flatten(), 10, variables);
    }

    private static Tensor Dense(Tensor x, int units, List<Variable> variables) =>
        x.MatMul(New([x.Shape[1].Size, units], variables)) + New([units], variables);

    private static Tensor Conv(Tensor x, int filters, int kernel, int pad, List<Variable> variables) =>
        new Conv(ConvolutionAttributes.Plain with { Pads = [pad, pad, pad, pad] }).ApplyOne(x, New([filters, x.Shape[1].Size, kernel, kernel], variables), New([filters], variables));

    private static Variable New(int[] shape, List<Variable> variables)
    {
        var value = new Tensor(TensorType.Float(shape.Select(s => (Dimension)s)));
        if (shape.Length > 1)
        {
            var fanIn = shape.Length == 4 ? shape[1] * shape[2] * shape[3] : shape[0];
            foreach (ref var w in value.Span<float>()) w = (Random.NextSingle() - 0.5f) * 2 * MathF.Sqrt(3f / fanIn);
        }

        variables.Add(new Variable($"v{variables.Count}", value));
        return variables[^1];
    }
}
