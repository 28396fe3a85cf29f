using Bantam.Graphs;
using Bantam.Kernels;

namespace Bantam.Targets.CSharp;

/// <summary>How a model is written as C#.</summary>
public sealed record CSharpOptions
{
    /// <summary>The name of the class.</summary>
    public string ClassName { get; init; } = "Model";

    /// <summary>The namespace of the class.</summary>
    public string Namespace { get; init; } = "Models";

    /// <summary>What it is written for; see <see cref="CSharpTargets"/>.</summary>
    public Target Target { get; init; } = CSharpTargets.Default;

    /// <summary>Variables that are properties of the class, so that they can be set: a learning rate, for instance.</summary>
    public IReadOnlyList<Variable> Settings { get; init; } = [];

    /// <summary>Numbers for named dimensions.</summary>
    public IReadOnlyDictionary<string, int> Dimensions { get; init; } = new Dictionary<string, int>();
}
