using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>What a detector computed, and collects the boxes that are found in it.</summary>
/// <param name="Tensors">The outputs by name, in the model's order.</param>
/// <param name="Width">The width of the network's input, in pixels.</param>
/// <param name="Height">Its height.</param>
/// <param name="Threshold">What a score must reach.</param>
internal sealed record DetectorOutputs(
    IReadOnlyList<(string Name, Tensor Tensor)> Tensors, int Width, int Height, float Threshold)
{
    /// <summary>The boxes so far, in pixels of the input.</summary>
    public List<Box> Boxes { get; } = [];

    /// <summary>A score for each.</summary>
    public List<float> Scores { get; } = [];

    /// <summary>A class for each.</summary>
    public List<int> Classes { get; } = [];

    /// <summary>Landmarks for each, in pixels of the input; empty where the network finds none.</summary>
    public List<IReadOnlyList<(float X, float Y)>> Landmarks { get; } = [];

    /// <summary>Adds a box if its score reaches the threshold.</summary>
    public void Add(Box box, int category, float score, IReadOnlyList<(float X, float Y)>? landmarks = null)
    {
        if (!(score >= Threshold)) return;
        Landmarks.Add(landmarks ?? []);
        Boxes.Add(box);
        Classes.Add(category);
        Scores.Add(score);
    }

    /// <summary>The floats of an output that was found by its type.</summary>
    public ReadOnlySpan<float> Floats(int index) => Tensors[index].Tensor.Cast(ElementType.Float).Span<float>();

    /// <summary>The shape of an output.</summary>
    public Shape Shape(int index) => Tensors[index].Tensor.Shape;
}
