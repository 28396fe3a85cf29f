using Bantam.Onnx.Protobuf;
using Bantam.Tensors;
using Google.Protobuf;

namespace Bantam.Onnx.Tests.Conformance;

/// <summary>
/// Judges models that draw random numbers by their distribution: other generators give other numbers than the files have. The model runs
/// on many copies of its first input, one after the other along the first axis, so that each element is drawn as often.
/// </summary>
/// <param name="given">The first input, as the file has it.</param>
/// <param name="expected">The outputs that the file has, which show types and shapes.</param>
/// <param name="chance">Of each element of the input, how probable it is that the output is not 0.</param>
/// <param name="scale">What the output is then, as a multiple of the input; null for 1.</param>
internal sealed class RandomJudge(Tensor given, IReadOnlyList<Tensor> expected, IReadOnlyList<double> chance, double? scale)
{
    private const int Copies = 1000;

    /// <summary>So many standard deviations are never seen: one in two million.</summary>
    private const double Deviations = 5;

    private static readonly string[] Draws = ["Bernoulli", "RandomUniformLike"];

    /// <summary>The inputs that the model then runs on.</summary>
    public required IReadOnlyDictionary<string, Tensor> Inputs { get; init; }

    /// <summary>The judge of a model; null where it draws nothing.</summary>
    public static RandomJudge? Of(GraphProto graph, IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyList<Tensor> outputs)
    {
        var drops = graph.Node.FirstOrDefault(n => n.OpType == "Dropout" && n.Input.Count == 3);
        if (drops is null && !graph.Node.Any(n => Draws.Contains(n.OpType))) return null;
        var (name, first) = inputs.First();
        double[] values = Doubles(first);
        var ratio = drops is null ? 0 : drops.Input[1].Length > 0 ? Doubles(inputs[drops.Input[1]])[0] : 0.5;
        // The standard writes Bernoulli as "a uniform number is greater than the input", which is 1 where the operator itself is 0.
        var isTurned = graph.Node.Any(n => n.OpType == "Greater");
        double[] chance = [.. values.Select(v => drops is null ? (isTurned ? 1 - v : v) : v == 0 ? 0 : 1 - ratio)];
        return new RandomJudge(first, outputs, chance, drops is null ? null : 1 / (1 - ratio))
        {
            Inputs = inputs.ToDictionary(i => i.Key, i => i.Key == name ? Copy(first) : i.Value),
        };
    }

    /// <summary>The model for the copies.</summary>
    public static byte[] Enlarge(ModelProto model)
    {
        var enlarged = model.Clone();
        foreach (var value in enlarged.Graph.Output.Prepend(enlarged.Graph.Input[0]))
            value.Type.TensorType.Shape.Dim[0].DimValue *= Copies;
        return enlarged.ToByteArray();
    }

    /// <summary>What is wrong; null where nothing is.</summary>
    public string? Judge(IReadOnlyList<Tensor> outputs)
    {
        for (var i = 0; i < outputs.Count; i++)
        {
            var (wanted, actual) = (Copy(expected[i]), outputs[i]);
            if (wanted.Element != actual.Element || !wanted.Shape.Equals(actual.Shape))
                return $"output {i}: expected {wanted.Type}, got {actual.Type}";
        }

        var (numbers, kept) = (Doubles(outputs[0]), Doubles(given));
        var drawn = new int[kept.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            var element = i % kept.Length;
            var full = scale is { } factor ? kept[element] * factor : 1;
            if (numbers[i] != 0 && Math.Abs(numbers[i] - full) > 1e-5 * Math.Abs(full))
                return $"element {i} is {numbers[i]}; it may be 0 or {full}";
            if (numbers[i] != 0) drawn[element]++;
        }

        for (var i = 0; i < drawn.Length; i++)
        {
            var (mean, variance) = (Copies * chance[i], Copies * chance[i] * (1 - chance[i]));
            if (Math.Abs(drawn[i] - mean) > Deviations * Math.Sqrt(variance))
                return $"element {i} is not 0 in {drawn[i]} of {Copies} draws; its probability is {chance[i]}";
        }

        return outputs.Count > 1 ? JudgeMask(numbers, kept, Doubles(outputs[1])) : null;
    }

    /// <summary>The mask of a dropout is true where an element stays, also where that is 0.</summary>
    private static string? JudgeMask(double[] numbers, double[] kept, double[] mask)
    {
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] != 0 != (numbers[i] != 0) && kept[i % kept.Length] != 0)
                return $"the mask's element {i} is {mask[i]}, and the output's {numbers[i]}";
        }

        return null;
    }

    private static Tensor Copy(Tensor tensor) => Tensor.Concat(0, [.. Enumerable.Repeat(tensor, Copies)]);

    private static double[] Doubles(Tensor tensor) => tensor.Cast(ElementType.Double).ToArray<double>();
}
