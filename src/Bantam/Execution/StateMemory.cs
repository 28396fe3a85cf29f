using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Execution;

/// <summary>The memory of a model's variables while it runs. Sessions of the same model share one.</summary>
public sealed class StateMemory
{
    private readonly StateLayout _layout;

    /// <summary>Memory with the variables' present values.</summary>
    public StateMemory(StateLayout layout)
    {
        _layout = layout;
        Memory = new NativeBlock(layout.Bytes);
        Load();
    }

    internal NativeBlock Memory { get; }

    /// <summary>Where the variables lie in it.</summary>
    internal StateLayout Layout => _layout;

    /// <summary>The elements of a variable as bytes, in the order in which they lie.</summary>
    public Span<byte> this[Variable variable]
    {
        get
        {
            var place = _layout[variable];
            return Memory.Span(place.Offset, place.Length);
        }
    }

    /// <summary>Copies the variables' values here.</summary>
    public void Load()
    {
        foreach (var variable in _layout.Variables) _layout.Arrange(variable).Bytes.CopyTo(this[variable]);
    }

    /// <summary>Copies what lies here to the variables' values.</summary>
    public void Store()
    {
        foreach (var variable in _layout.Variables) _layout.Restore(variable, this[variable]);
    }
}
