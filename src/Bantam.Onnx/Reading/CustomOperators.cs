using Bantam.Onnx.Rows;
using Bantam.Tensors;

namespace Bantam.Onnx.Reading;

/// <summary>The operators that a caller registered, as rows like those of Bantam.</summary>
internal sealed class CustomOperators(IReadOnlyList<CustomOperator> operators)
{
    private readonly Dictionary<(string Domain, string Name), OperatorRow[]> _rows = operators.GroupBy(o => (o.Domain, o.Name))
        .ToDictionary(g => g.Key, g => g.OrderByDescending(o => o.Since).Select(Row).ToArray());

    /// <summary>The row of an operator for a version; null where nobody registered one.</summary>
    public OperatorRow? Find(string domain, string name, int version) =>
        _rows.TryGetValue((domain, name), out var rows) ? rows.FirstOrDefault(r => r.Since <= version) : null;

    private static OperatorRow Row(CustomOperator custom) => new(custom.Name, custom.Since, node => Read(custom, node))
    {
        Domain = custom.Domain,
    };

    private static Tensor[] Read(CustomOperator custom, OnnxNode node)
    {
        try
        {
            var outputs = custom.Compose(new CustomNode(node));
            if (outputs is null || outputs.Any(o => o is null))
                throw new CustomOperatorException(node.File, node.Where, "it gives a tensor for each output; it gave null.");
            return [.. outputs];
        }
        catch (NotSupportedException error) when (error is not GapException)
        {
            throw new GapException(error.Message);
        }
        catch (Exception error) when (error is not (NotSupportedException or ModelFormatException or CustomOperatorException
            or ShapeException or OutOfMemoryException or OperationCanceledException))
        {
            throw new CustomOperatorException(
                node.File, node.Where, $"it threw a {error.GetType().Name}: {error.Message} Where the file is wrong, throw node.Error.",
                error);
        }
    }
}
