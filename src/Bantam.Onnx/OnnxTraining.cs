using System.Diagnostics.CodeAnalysis;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Onnx;

/// <summary>
/// How a file says that its model is trained: <see href="https://onnx.ai/onnx/api/classes.html#traininginfoproto"/>. Its graphs share
/// their variables with the model's own graph, so that what training changes is what the model then computes with.
/// </summary>
/// <param name="initialization">The graph that computes first values; null where the values of the file are those.</param>
/// <param name="initializationBindings">Which output of it each variable gets.</param>
/// <param name="algorithm">The graph of a step; null where the file has none.</param>
/// <param name="updateBindings">Which value of a step each variable gets.</param>
public sealed class OnnxTraining(
    Graph? initialization, IReadOnlyDictionary<string, string> initializationBindings, Graph? algorithm,
    IReadOnlyDictionary<string, string> updateBindings)
{
    private readonly Dictionary<string, Variable> _variables = (algorithm?.Variables ?? []).ToDictionary(v => v.Name);

    /// <summary>The graph that computes first values, without inputs; null where the values of the file are those.</summary>
    public Graph? Initialization => initialization;

    /// <summary>By the name of an initializer which output of <see cref="Initialization"/> it begins with.</summary>
    public IReadOnlyDictionary<string, string> InitializationBindings => initializationBindings;

    /// <summary>
    /// A step: the model's graph and that of the training algorithm, put together as the standard says. A run of it in a
    /// <see cref="Session"/> computes the outputs of both and gives the variables their new values
    /// (<see cref="Bantam.Graphs.Graph.Updates"/>); <see cref="StateMemory.Store"/> hands these to the model. Null where the file has
    /// none.
    /// </summary>
    public Graph? Algorithm => algorithm;

    /// <summary>By the name of an initializer which value of <see cref="Algorithm"/> it has after a step.</summary>
    public IReadOnlyDictionary<string, string> UpdateBindings => updateBindings;

    /// <summary>
    /// Gives the variables the first values that the file computes for them. Training that has begun is forgotten; a session that has
    /// begun goes on with what it has.
    /// </summary>
    /// <exception cref="ShapeException">
    /// A value has not the type of its variable, or the step has no such variable.
    /// </exception>
    /// <exception cref="Operators.UnsupportedOperatorException">
    /// <see cref="Initialization"/> has nodes that Bantam cannot compute.
    /// </exception>
    [RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
    public void Initialize()
    {
        if (initialization is null) return;
        var values = new GraphRunner(initialization).Run(new Dictionary<string, Tensor>());
        foreach (var (name, output) in initializationBindings)
        {
            if (!_variables.TryGetValue(name, out var variable))
                throw new ShapeException($"'{name}' is to get a first value, and is no variable of the training step.");
            if (!values.TryGetValue(output, out var value) || value.Type != variable.Type)
                throw new ShapeException(
                    $"Variable '{name}' is {variable.Type}; its first value '{output}' is {values.GetValueOrDefault(output)?.Type}.");
            value.Bytes.CopyTo(variable.Value.Bytes);
        }
    }
}
