using System.Diagnostics.CodeAnalysis;
using Bantam.Onnx;
using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>
/// A model that is given pictures. They are fitted by loops, so that pictures of any size need no plan of their own; what follows is
/// compiled.
/// </summary>
[RequiresDynamicCode("Emits IL.")]
internal sealed class PictureModel
{
    private readonly Model _before, _model;
    private readonly string _input;
    private readonly string[] _outputs;

    /// <summary>A model.</summary>
    /// <param name="model">It.</param>
    /// <param name="given">What becomes of pictures; null for what the model says.</param>
    /// <param name="preset">What the model does not say.</param>
    /// <exception cref="ShapeException">It takes no picture, or another.</exception>
    public PictureModel(Model model, ImageInput? given, ImageInput preset)
    {
        if (model.Inputs.Count != 1)
            throw new ShapeException($"the model takes one input, a picture; this one takes {string.Join(", ", model.Inputs)}.");
        var wanted = ImageInputs.Find(model.Inputs, null);
        Input = given ?? ImageInputs.Of(wanted.Type, preset);
        ImageInputs.Check(wanted, Input);
        (_model, _input, _outputs) = (model, wanted.Name, [.. model.Outputs.Select(o => o.Name)]);
        _before = new Model(Input.ToGraph(), model.Threads);
    }

    /// <summary>What becomes of pictures.</summary>
    public ImageInput Input { get; }

    /// <summary>The outputs, in the model's order.</summary>
    public (string Name, Tensor Tensor)[] Run(Picture picture)
    {
        var outputs = _model.Run((_input, _before.Run(Input.Fitted(picture.View))));
        return [.. _outputs.Select(name => (name, outputs[name]))];
    }
}
