using Bantam.Tensors;
using Bantam.Training.Layers;

namespace Bantam.Training.Tests.Layers;

/// <summary>A layer as a model, and what it is called on: numbers that follow from their place, as where results were recorded.</summary>
/// <param name="Name">The name of what is recorded.</param>
/// <param name="Layer">Makes the layer.</param>
/// <param name="Inputs">The shapes of its inputs with the batch.</param>
internal sealed record LayerCase(string Name, Func<Layer> Layer, params int[][] Inputs)
{
    private const int FirstWeight = 10, Variance = 7;

    /// <summary>A layer on one tensor, by which it has no gradient.</summary>
    public LayerCase(string name, Func<Layer> layer, Tensor given)
        : this(name, layer) => Given = given;

    /// <summary>The tensors that it is called on.</summary>
    public Tensor[] Tensors => Given is null ? [.. Inputs.Select((input, i) => Numbers(input, i))] : [Given];

    private Tensor? Given { get; }

    /// <summary>Numbers from −1 to 1 that follow from their place.</summary>
    public static Tensor Numbers(int[] shape, int seed, float scale = 1)
    {
        var tensor = new Tensor(new TensorType(ElementType.Float, Shape.Of(shape)));
        var elements = tensor.Span<float>();
        for (var i = 0; i < elements.Length; i++) elements[i] = (float)(((((i * 7919L) + (seed * 104729L)) % 2003) / 1000.0) - 1) * scale;
        return tensor;
    }

    /// <summary>The layer as a model with the weights of the recorded results.</summary>
    public Model Model()
    {
        var tensors = Tensors;
        LayerOutput[] inputs =
            [.. tensors.Select((t, i) => Training.Layers.Model.Input(new Shape(t.Shape.Skip(1)), t.Element, $"input{i}"))];
        var model = new Model(inputs, [Layer().Apply(inputs)]);
        model.Build(model.Inputs!);
        var number = FirstWeight;
        foreach (var variable in model.Variables)
        {
            var values = variable.Name.EndsWith("moving_variance", StringComparison.Ordinal)
                ? Tensor.From<float>(
                    [.. Numbers(variable.Type.Shape.Sizes, Variance).ToArray<float>().Select(x => MathF.Abs(x) + 0.5f)],
                    variable.Type.Shape)
                : Numbers(variable.Type.Shape.Sizes, number, 0.5f);
            number++;
            if (!variable.Name.Contains("normalization/mean", StringComparison.Ordinal)
                && !variable.Name.Contains("normalization/variance", StringComparison.Ordinal))
                values.Bytes.CopyTo(variable.Value.Bytes);
        }

        return model;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
