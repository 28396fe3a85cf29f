using Bantam.Tensors;

namespace Bantam.Training.Metrics;

/// <summary>Classes as scores, one-hot vectors and numbers.</summary>
internal static class Classes
{
    private const float Half = 0.5f;

    /// <summary>
    /// The class of each prediction [.., classes], as Int32 [samples]: the first with the highest score; a single score is class 1 above
    /// a threshold and class 0 up to it. Where a score is NaN there is no highest, and the number is that of classes, which is none.
    /// </summary>
    public static Tensor Predicted(Tensor prediction, float threshold)
    {
        var classes = prediction.Shape[-1].Size;
        var samples = prediction.Shape.ElementCount / Math.Max(classes, 1);
        if (classes == 1)
        {
            var score = prediction.Reshape(samples);
            var (isOne, isZero) = ((score > threshold).Cast(ElementType.Int32), (score <= threshold).Cast(ElementType.Int32));
            return isOne + ((1 - isOne - isZero) * 2);
        }

        // The first of the highest: the largest of the numbers counted down to 0. It takes templates that every target has.
        var scores = prediction.Reshape(samples, classes);
        var countdown = Tensor.From<float>([.. Enumerable.Range(0, classes).Select(i => (float)(classes - 1 - i))], Shape.Of(classes));
        var isHighest = Tensor.Equal(scores, scores.ReduceMax([1], keepDimensions: true));
        var first = Tensor.Where(isHighest, countdown, -1f).ReduceMax([1]);
        return ((classes - 1f) - first).Cast(ElementType.Int32);
    }

    /// <summary>
    /// The class of each target as Int32 [samples]: its number, or the highest of a vector with the prediction's classes.
    /// </summary>
    public static Tensor Wanted(Tensor target, Shape prediction)
    {
        var classes = prediction[-1].Size;
        var samples = prediction.ElementCount / Math.Max(classes, 1);
        if (target.Shape.ElementCount == samples)
            return target.Element.IsFloating() && classes == 1 ? (target.Reshape(samples) > Half).Cast(ElementType.Int32)
                : target.Reshape(samples).Cast(ElementType.Int32);
        if (target.Shape.Equals(prediction)) return Predicted(target.Cast(ElementType.Float), Half);
        throw new ShapeException(
            $"a target is the number of a class for each prediction, or a vector of all classes; the prediction is {prediction}, the " +
            $"target {target.Type}.");
    }

    /// <summary>Targets as floats in the prediction's shape; class numbers become one-hot vectors.</summary>
    public static Tensor Truth(Tensor target, Tensor prediction)
    {
        var classes = prediction.Shape[-1].Size;
        var samples = prediction.Shape.ElementCount / Math.Max(classes, 1);
        if (target.Shape.ElementCount == prediction.Shape.ElementCount)
            return target.Cast(ElementType.Float).Reshape(prediction.Shape);
        if (target.Shape.ElementCount == samples && !target.Element.IsFloating())
            return OneHot(target.Reshape(samples).Cast(ElementType.Int32), classes).Reshape(prediction.Shape);
        throw new ShapeException(
            $"targets are 0 and 1 in the prediction's shape, or the number of a class for each prediction; the prediction is " +
            $"{prediction.Shape}, the target {target.Type}.");
    }

    /// <summary>Class numbers [samples] as floats that are 1 at the class, [samples, classes].</summary>
    public static Tensor OneHot(Tensor numbers, int classes) =>
        Tensor.Equal(numbers.Unsqueeze(1), Tensor.From<int>([.. Enumerable.Range(0, classes)], Shape.Of(classes))).Cast(ElementType.Float);
}
