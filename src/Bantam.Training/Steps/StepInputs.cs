using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Data;

namespace Bantam.Training.Steps;

/// <summary>Brings the fields of a data set to the inputs of a graph.</summary>
internal static class StepInputs
{
    /// <summary>A tensor for each input of a graph, from the fields of a batch: by name where all names agree, else in order.</summary>
    /// <exception cref="ShapeException">A field does not fit an input.</exception>
    public static Tensor[] Bring(Graph graph, IReadOnlyList<Field> fields, IReadOnlyList<Tensor> tensors)
    {
        if (fields.Count != graph.Inputs.Count)
            throw new ShapeException(
                $"The model takes {graph.Inputs.Count} inputs ({string.Join(", ", graph.Inputs)}); the data set has {fields.Count} " +
                $"({string.Join(", ", fields)}) and the target, its last field.");
        var byName = graph.Inputs.All(i => fields.Any(f => f.Name == i.Name));
        return [.. graph.Inputs.Select((input, i) =>
            Fit(input, fields[i].Name, tensors[byName ? fields.ToList().FindIndex(f => f.Name == input.Name) : i]))];
    }

    /// <summary>A tensor as floats: a byte as a fraction of 255, any other number as its value.</summary>
    public static Tensor ToFloat(Tensor tensor) =>
        tensor.Element == ElementType.UInt8 ? tensor.Cast(ElementType.Float) * (1f / 255f) : tensor.Cast(ElementType.Float);

    /// <summary>
    /// A tensor as an input wants it: bytes become fractions of 255, other integers floats, and axes of size 1 come and go.
    /// </summary>
    private static Tensor Fit(Value input, string field, Tensor tensor)
    {
        var wanted = input.Type;
        var fits = tensor.Element == wanted.Element || wanted.Element == ElementType.Float;
        if (fits && wanted.Shape.Skip(1).FirstOrDefault(d => !d.IsKnown) is { } open)
            throw new ShapeException(
                $"Field '{field}' is {tensor.Type}; the model's input '{input.Name}' is {wanted}, and a graph is trained once all its "
                + $"dimensions but that of the samples have numbers. Give '{open.Names.First()}' one with Graph.Bind: "
                + $"graph.Bind(new Dictionary<string, int> {{ [\"{open.Names.First()}\"] = "
                + $"{Number(open, wanted.Shape, tensor.Shape)} }}).");
        if (!fits || !SameBut1(wanted.Shape, tensor.Shape))
            throw new ShapeException(
                $"Field '{field}' must fit the model's input '{input.Name}', {wanted}; it is {tensor.Type}. Reshape the data, or convert " +
                $"them.");
        if (tensor.Element != wanted.Element) tensor = ToFloat(tensor);
        return tensor.Reshape(new Shape([tensor.Shape[0], .. wanted.Shape.Skip(1)]));
    }

    /// <summary>The number that the data has in the place of a name, for a hint.</summary>
    private static string Number(Dimension open, Shape wanted, Shape given) =>
        wanted.Rank == given.Rank && open.Name is not null ? $"{given[wanted.ToList().IndexOf(open)]}" : "…";

    private static bool SameBut1(Shape input, Shape given)
    {
        var (wanted, sizes) = (input.Skip(1).Where(d => d != 1).ToArray(), given.Skip(1).Where(d => d != 1).ToArray());
        return input.Rank > 0 && given.Rank > 0 && (!input[0].IsKnown || input[0] == given[0]) && wanted.SequenceEqual(sizes);
    }
}
