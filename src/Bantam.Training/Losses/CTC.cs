using Bantam.Operators.Control;
using Bantam.Tensors;
using Bantam.Training.Data;

namespace Bantam.Training.Losses;

/// <summary>
/// Connectionist temporal classification: −ln of the probability that a sequence of steps spells a shorter sequence of labels, over all
/// ways to do so with blanks between and labels repeated (A. Graves et al., 2006), computed forwards in logarithms. Predictions are logits
/// [batch, steps, classes], targets the numbers of the classes [batch, length] in any integer type; the end of a shorter one is filled up
/// with blanks.
/// </summary>
/// <param name="blank">The class of the blank.</param>
/// <param name="hasInputLengths">Whether the first number of each target is how many steps of its sample count; else all do.</param>
/// <exception cref="ArgumentOutOfRangeException">The number of the blank is negative.</exception>
public sealed class CTC(int blank = 0, bool hasInputLengths = false) : Loss
{
    /// <summary>The logarithm of what is impossible: finite, so that differences of two such are numbers.</summary>
    private const float Impossible = -1e30f;

    private readonly int _blank = Hyperparameter.AtLeast(0, blank, nameof(blank));

    /// <inheritdoc/>
    internal override void Check(BatchReader batch, int index, Field field, Shape prediction) =>
        SequenceCheck.Run(batch, index, field, _blank, hasInputLengths, prediction[1].Size, prediction[-1].Size);

    /// <inheritdoc/>
    protected override Tensor Values(Tensor prediction, Tensor target, bool isLogits)
    {
        var first = hasInputLengths ? 1 : 0;
        if (prediction.Shape.Rank != 3 || target.Shape.Rank != 2 || target.Element.IsFloating()
            || target.Shape[0] != prediction.Shape[0] || target.Shape[1].Size <= first)
            throw new ShapeException(
                $"predictions must be logits [batch, steps, classes], targets integers [batch, {(first > 0 ? "1 + " : "")}length]; they " +
                $"are {prediction.Type} and {target.Type}.");
        var (batch, steps, classes) = (prediction.Shape[0].Size, prediction.Shape[1].Size, prediction.Shape[2].Size);
        if (_blank >= classes)
            throw new ShapeException($"the blank must be one of the {classes} classes, 0 to {classes - 1}; it is {_blank}.");
        var numbers = target.Cast(ElementType.Int32);
        var labels = numbers.Slice([1], [first], [target.Shape[1].Size]);
        var length = labels.Shape[1].Size;

        // Blanks before, between and behind the labels: the places that a path goes through, from left to right.
        var places = (2 * length) + 1;
        var between = Tensor.Full(_blank, Shape.Of(batch, length + 1, 1));
        var path = Tensor.Concat(2, between, labels.Unsqueeze(2).Pad([0, 0, 0], [0, 1, 0], value: Tensor.Scalar(_blank)))
            .Reshape(batch, 2 * (length + 1)).Slice([1], [0], [places]);
        var isClass = Tensor.Equal(path.Unsqueeze(1), ClassNumbers(classes).Reshape(classes, 1)).Cast(prediction.Element);
        var emitted = prediction.LogSoftmax().MatMul(isClass).Transpose(1, 0, 2);

        // A blank between two labels may be skipped unless they are equal.
        var isLabel = !Tensor.Equal(path, Tensor.Scalar(_blank));
        var mayRepeat = Tensor.Equal(path, Shifted(path, 2, Tensor.Scalar(_blank)));
        var skipped = Tensor.Where(isLabel & !mayRepeat, 0f, Tensor.Full(Impossible, Shape.Of(batch, places)));
        var begin = Tensor.From<float>([.. Enumerable.Range(0, places).Select(p => p < 2 ? 0 : Impossible)], Shape.Of(1, places));
        var rounds = Tensor.Arange(steps).Slice([0], [1], [steps]).Reshape(steps - 1, 1, 1);
        var counts = hasInputLengths ? numbers.Slice([1], [0], [1]) : Tensor.Full(steps, Shape.Of(batch, 1));
        var goesOn = (rounds < counts).Cast(ElementType.Int32);
        var start = emitted.Slice([0], [0], [1]).Squeeze(0) + begin;
        var last = steps == 1 ? start : ControlFlow.Scan(
            [start], [emitted.Slice([0], [1], [steps]), goesOn], [], [0, 0], [],
            round => [Tensor.Where(round[2] > Tensor.Scalar(0), Next(round[0], skipped) + round[1], round[0])])[0];

        // A path ends at the last label or at the blank behind it.
        var ends = Tensor.Where(isLabel, 1f, Tensor.Zeros(Shape.Of(batch, places))).ReduceSum([1], keepDimensions: true) * 2f;
        var place = Tensor.Arange(places).Cast(ElementType.Float);
        var isEnd = Tensor.Equal(place, ends) | Tensor.Equal(place, ends - 1f);
        return -Tensor.Where(isEnd, last, Impossible).ReduceLogSumExp([1]);
    }

    /// <summary>The logarithms of the probabilities to be at each place one step later, before what the step emits.</summary>
    private static Tensor Next(Tensor now, Tensor skipped)
    {
        Tensor impossible = Impossible;
        Tensor[] from = [now, Shifted(now, 1, impossible), Shifted(now, 2, impossible) + skipped];
        var highest = Tensor.Max(from);
        return highest + from.Select(f => (f - highest).Exp()).Aggregate((a, b) => a + b).Log();
    }

    /// <summary>What lies so many places before.</summary>
    private static Tensor Shifted(Tensor x, int places, Tensor fill) =>
        x.Pad([0, places], [0, 0], value: fill).Slice([1], [0], [x.Shape[1].Size]);
}
