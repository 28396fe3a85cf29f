using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Tensors;

namespace Bantam.Execution;

/// <summary>The memory of a model's variables while it runs. Sessions of the same model share one.</summary>
public sealed unsafe class StateMemory
{
    private readonly StateLayout _layout;

    /// <summary>Memory with the variables' present values.</summary>
    public StateMemory(StateLayout layout)
    {
        _layout = layout;
        Storage = new TensorStorage(layout.Bytes);
        Load();
    }

    internal TensorStorage Storage { get; }

    /// <summary>Where the variables lie in it.</summary>
    internal StateLayout Layout => _layout;

    /// <summary>The elements of a variable as bytes, in the order in which they lie. Keep this memory while using them.</summary>
    public Span<byte> this[Variable variable]
    {
        get
        {
            var place = _layout[variable];
            return new Span<byte>(Storage.Pointer + place.Offset, place.Length);
        }
    }

    /// <summary>Copies the variables' values here.</summary>
    public void Load()
    {
        foreach (var variable in _layout.Variables) _layout.Arrange(variable).CopyTo(this[variable]);
        GC.KeepAlive(this);
    }

    /// <summary>Copies what lies here to the variables' values.</summary>
    public void Store()
    {
        foreach (var variable in _layout.Variables) _layout.Restore(variable, this[variable]);
        GC.KeepAlive(this);
    }
}
