using Bantam.Tensors;
namespace Bantam.Training;
internal static class Shim
{
    public static Tensor Log(this Tensor x) => throw new NotSupportedException();
    public static Tensor Tanh(this Tensor x) => 1f - (2f / ((x * 2f).Exp() + 1f));
}
